/** The first page: is it learning, is it safe, what needs people, what is it worth. Four answers, each with its figures. */
import type { Estimate, Overview, Share, Worth } from '@understudy/contract';
import { rangeBefore } from './figures-range.ts';
import type { Parts } from './parts.ts';
import { readForecast } from './read-forecast.ts';
import { readHappened } from './read-quality.ts';
import { readSavings } from './read-worth.ts';
import * as store from './store/index.ts';
import { toWireSettings } from './translate.ts';
import { toWireCertificate } from './translate-certificate.ts';
import { daysOf, shareOf, toWireAbsorption, toWireAnnotations, totalsOf } from './translate-figures.ts';
import { toWireEstimate } from './translate-insights.ts';

type Ports = Pick<Parts, 'database' | 'models' | 'now_ms'>;

export async function readOverview(
  parts: Ports,
  workspace_id: string,
  range: store.FiguresRange,
): Promise<Overview> {
  const now_ms = parts.now_ms();
  const estimate = toWireEstimate(await parts.models.estimate(workspace_id, now_ms), now_ms);
  const certificates = await parts.models.certificates(workspace_id);
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    daily: await store.dailyCounts(tx, range),
    earlier: await store.totalCounts(tx, rangeBefore(range)),
    happened: await readHappened(tx, range),
    needs: await store.countNeeds(tx),
    settings: toWireSettings(await store.getWorkspace(tx)),
    state: await store.figuresState(tx),
    has_twin: (await store.findTwin(tx)) !== undefined,
  }));
  const { daily, happened, needs, settings, state } = read;
  const counts = totalsOf(daily);
  const coverage = shareOf(counts, 'answered-alone', 'conversations');
  const before = shareOf(read.earlier, 'answered-alone', 'conversations');
  // Before it was asked for the first time it has answered nothing of nothing.
  const twin = shareOf(read.has_twin ? counts : {}, 'twin-answered', 'conversations');
  const lessons = happened.lessons.reduce((sum, each) => sum + each.count, 0);
  return {
    range: { from: range.from, to: range.to },
    learning: {
      text: learningText({ coverage, before, twin, lessons }),
      coverage,
      before,
      twin,
      lessons,
      absorption: state.absorption ?? toWireAbsorption([]),
      days: daysOf(daily, range),
    },
    safety: {
      text: safetyText(estimate, settings.max_error, needs.alarm),
      max_error: settings.max_error,
      risk: estimate,
      alarms: needs.alarm,
      certified: certificates
        .map(toWireCertificate)
        .filter(({ threshold }) => threshold !== null)
        .map(({ cell, text }) => ({ cell, text })),
    },
    needs: toWireNeeds(needs),
    worth: toWireWorth(await readSavings(parts, { workspace_id, from: range.from, to: range.to })),
    forecast: await readForecast(parts, { workspace_id }),
    annotations: toWireAnnotations(happened),
    as_of: state.as_of?.toISOString() ?? null,
  };
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;
const number = (count: number) => count.toLocaleString('en');
/** `one` and `many` without the count. */
const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;
const within = ({ low, high }: Share) =>
  low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;

function learningText(given: { coverage: Share; before: Share; twin: Share; lessons: number }): string {
  const { coverage, before, twin, lessons } = given;
  if (coverage.value === null) return 'No conversation has been counted in this time.';
  const sentences = [
    `It answered ${percent(coverage.value)}${within(coverage)} of ${counted(coverage.total, 'conversation')} alone${changeText(coverage.value, before)}.`,
  ];
  if (twin.count > 0 && twin.value !== null)
    sentences.push(`The frozen twin would have answered ${percent(twin.value)} of them.`);
  sentences.push(lessons === 0 ? 'No lesson was learned.' : `${counted(lessons, 'lesson')} came into force.`);
  return sentences.join(' ');
}

function changeText(now: number, before: Share): string {
  if (before.value === null) return '';
  const points = Math.round((now - before.value) * 1_000) / 10;
  const of = `the ${counted(before.total, 'conversation')} before`;
  if (points === 0) return `, as of ${of}`;
  return `, ${Math.abs(points)} points ${points > 0 ? 'more' : 'less'} than of ${of}`;
}

function safetyText(estimate: Estimate | null, max_error: number, alarms: number): string {
  const open = alarms === 0 ? 'No alarm is open.' : `${counted(alarms, 'alarm')} open.`;
  if (estimate === null)
    return `Nobody can say yet how many of its answers are wrong: none that it gave alone has been audited. ${open}`;
  const { wrong, low, high, answers, audited } = estimate;
  const judged = `${percent(wrong)} (${percent(low)} to ${percent(high)}) of ${counted(answers, 'answer')} wrong`;
  return `Estimated ${judged}, from ${counted(audited, 'audit')}; ${percent(max_error)} are accepted. ${open}`;
}

function toWireWorth({
  hours_saved: hours,
  money_saved: money,
  missing,
  model,
}: Omit<Worth, 'hold_out'>): Overview['worth'] {
  return { text: worthText({ hours, missing }), hours, money, currency: model.currency };
}

function worthText({ hours, missing }: { hours: Worth['hours_saved']; missing: readonly string[] }): string {
  if (hours === null) return missing.join(' ') || 'Nothing can be said of it yet.';
  const [value, low, high] = [hours.value, hours.low, hours.high].map((each) => number(Math.round(each)));
  return `It saved people ${value} hours (${low} to ${high}).`;
}

function toWireNeeds(needs: store.Needs): Overview['needs'] {
  const all: Overview['needs'] = [
    { kind: 'alarm', count: needs.alarm, text: counted(needs.alarm, 'open alarm') },
    { kind: 'incident', count: needs.incident, text: counted(needs.incident, 'open incident') },
    {
      kind: 'waiting',
      count: needs.waiting,
      text: `${counted(needs.waiting, 'conversation')} ${needs.waiting === 1 ? 'waits' : 'wait'} for a person`,
    },
    { kind: 'audits', count: needs.audits, text: `${counted(needs.audits, 'answer')} to audit` },
    { kind: 'review', count: needs.review, text: `${counted(needs.review, 'lesson')} to review` },
    { kind: 'changes', count: needs.changes, text: counted(needs.changes, 'proposed change') },
  ];
  return all.filter(({ count }) => count > 0);
}
