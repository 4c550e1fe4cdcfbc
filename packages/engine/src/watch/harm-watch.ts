/**
 * Did we get worse? What customers do after answers that went out alone, and audits by topic, watched one by one.
 *
 * Audits certify and are watched where they certify (`certify/locks.ts`: everything, stakes, resolutions). Here is what
 * those cannot see: topics, and complaints, which come ten times as often as audits and a week sooner. A complaint is no
 * verdict, so it is corrected by what audits say of it. While answers are as good as is accepted, the share of complaints
 * is at most `p0`: the upper 99 % bound of its share in the unit's own past, older than two weeks. Were the share wrong r
 * instead of alpha, it would be p0 + (r - alpha) · lift, where lift is how much oftener audited wrong answers drew
 * complaints than right ones, shrunk. An e-CUSUM watches for r = 2 alpha, 6 alpha and 1. Where wrong answers draw no more
 * complaints than right ones, nothing is watched; a wrong lift costs delay, never a false alarm.
 *
 * Thresholds: every level is a family of m watches, each at m times what one alone would have. Not e-BH: it controls what
 * is true of one look, and here is acted upon at any time. One alone acts at 4,000, or at a year's observations where
 * that is more. So small topics cannot be watched finely. An alarm begins its watch anew.
 * An answer is looked at six hours after it went out, a complaint or none alike: else bad news would come before good.
 *
 * Units: ms, shares in [0, 1]. Cost: O(answers · levels), some 0.2 s at 100,000.
 * Source: Shin, Ramdas & Rinaldo 2024, doi:10.51387/23-NEJSDS51; Podkopaev & Ramdas 2022, arXiv 2110.06177 (harmful
 * shifts only).
 *
 * @example
 * watchComplaints([], { accepted: () => 0.05, now_ms: 0 }); // => []
 */
import type { Stakes } from '../domain.ts';
import { observeChecked, startWatch, type Run, type Watch } from '../math/cusum-watch.ts';
import { cusumEvidence } from '../math/e-cusum.ts';
import { clopperPearsonUpper } from '../math/index.ts';

type HarmLevel = 'workspace' | 'area' | 'topic' | 'resolution';
const HARM_LEVELS: readonly HarmLevel[] = ['workspace', 'area', 'topic', 'resolution'];

/** An answer that went out alone. */
export interface AloneAnswer {
  readonly at_ms: number;
  readonly stakes: Stakes;
  readonly topic_id: string | null;
  readonly resolution_id: string;
  /** The resolution's text at that time, by any number: another text is watched anew. */
  readonly text: number;
  /** Within `COMPLAINT_WINDOW_MS` the customer denied, came back, asked for a person or rated low. */
  readonly complained: boolean;
  /** Null where nobody checked it. `weight`: least propensity of the time / own propensity. */
  readonly audit: { readonly wrong: boolean; readonly weight: number; readonly at_ms: number } | null;
}

export interface HarmWatch {
  readonly level: HarmLevel;
  readonly id: string;
  readonly evidence: number;
  readonly acts_at: number;
  /** Of the run that the evidence is about; `wrong` counts complaints where it watches those. */
  readonly run: Readonly<Run>;
  /** The last alarm, its run, and when the answer was given that raised it. */
  readonly alarm: { readonly at_ms: number; readonly run: Readonly<Run> } | null;
}

export interface Watching {
  readonly accepted: (stakes: Stakes) => number;
  readonly now_ms: number;
}

export const COMPLAINT_WINDOW_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;
export const WORKSPACE = 'all';
const ALARM_LEVEL = 4_000;
const DAYS_A_YEAR = 365;
/** What is compared with is older than this. */
const LAG_MS = 14 * DAY_MS;
const RATE_WINDOW_MS = 28 * DAY_MS;
/** Answers of a unit's past before it can be watched. */
const LEAST_PAST = 40;
const PAST_DELTA = 0.01;
/** The bound is made anew when so much more is known. */
const GROWN = 1.05;
/** What complaints are taken to tell before audits say so, as so many audited wrong answers. */
const PRIOR = { answers: 10, wrong: 0.4, right: 0.1 } as const;
/** Below this complaints tell nothing. */
const LEAST_LIFT = 0.05;
const HIGHEST_RATE = 0.95;
/** Who complained of nearly every other answer cannot be watched by complaints. */
const HIGHEST_PAST = 0.45;

interface Unit {
  readonly level: HarmLevel;
  readonly id: string;
  readonly past: { answers: number; complaints: number };
  bound: { readonly answers: number; readonly rate: number };
  watch: Watch | null;
  text: number;
  acts_at: number;
  alarm: HarmWatch['alarm'];
}

/** By level; answers in the order in which they were given. A watch for each unit with a past. */
export function watchComplaints(
  answers: readonly AloneAnswer[],
  { accepted, now_ms }: Watching,
): HarmWatch[] {
  const units = new Map<string, Unit>();
  const watched: Record<HarmLevel, number> = { workspace: 0, area: 0, topic: 0, resolution: 0 };
  const told = { wrong: { answers: 0, complaints: 0 }, right: { answers: 0, complaints: 0 } };
  let [past, recent] = [0, 0];
  const over = answers.filter(({ at_ms }) => at_ms + COMPLAINT_WINDOW_MS <= now_ms);
  for (const [i, answer] of over.entries()) {
    for (; over[past].at_ms <= answer.at_ms - LAG_MS; past++) remember(units, told, over[past]);
    while (over[recent].at_ms <= answer.at_ms - RATE_WINDOW_MS) recent++;
    const span_ms = Math.max(DAY_MS, Math.min(RATE_WINDOW_MS, answer.at_ms - over[0].at_ms));
    const a_year = ((i - recent + 1) / span_ms) * DAY_MS * DAYS_A_YEAR;
    const lift = liftOf(told);
    if (lift < LEAST_LIFT) continue;
    for (const unit of unitsOf(units, answer)) {
      if (unit.past.answers < LEAST_PAST) continue;
      const alpha = accepted(answer.stakes);
      const p0 = Math.min(HIGHEST_PAST, boundOf(unit));
      const { level } = unit;
      if (unit.watch === null) watched[level] += 1;
      if (unit.watch === null || (level === 'resolution' && unit.text !== answer.text))
        unit.watch = startWatch(p0);
      unit.text = answer.text;
      unit.acts_at = Math.max(ALARM_LEVEL, a_year) * watched[level];
      const risks = [2 * alpha, 6 * alpha, 1].map((risk) =>
        Math.min(HIGHEST_RATE, p0 + Math.max(0, Math.min(1, risk) - alpha) * lift),
      );
      const checked = { wrong: answer.complained, weight: 1, level: unit.acts_at };
      const run = observeChecked(unit.watch, { ...checked, rates: { accepted: p0, risks } });
      if (run !== null) unit.alarm = { at_ms: answer.at_ms, run };
    }
  }
  return [...units.values()].flatMap((unit) => {
    if (unit.watch === null) return [];
    const { level, id, acts_at, alarm, watch } = unit;
    return [{ level, id, acts_at, alarm, evidence: cusumEvidence(watch.cusum), run: watch.run }];
  });
}

/** Audited answers by topic, in the order of their verdicts. */
export function watchTopics(
  answers: readonly AloneAnswer[],
  { accepted }: Pick<Watching, 'accepted'>,
): HarmWatch[] {
  const watches = new Map<string, { readonly watch: Watch; alarm: HarmWatch['alarm'] }>();
  const audited = answers.flatMap(({ audit, topic_id, stakes }) =>
    audit === null || topic_id === null ? [] : [{ ...audit, topic_id, stakes }],
  );
  for (const { topic_id, stakes, wrong, weight, at_ms } of audited.toSorted((a, b) => a.at_ms - b.at_ms)) {
    const own = watches.get(topic_id) ?? { watch: startWatch(accepted(stakes)), alarm: null };
    watches.set(topic_id, own);
    const run = observeChecked(own.watch, { wrong, weight, level: ALARM_LEVEL * watches.size });
    if (run !== null) own.alarm = { at_ms, run };
  }
  return [...watches].map(
    ([
      id,
      {
        watch: { cusum, run },
        alarm,
      },
    ]) => {
      const acts_at = ALARM_LEVEL * watches.size;
      return { level: 'topic', id, evidence: cusumEvidence(cusum), acts_at, run, alarm };
    },
  );
}

type Told = Record<'wrong' | 'right', { answers: number; complaints: number }>;

function remember(units: Map<string, Unit>, told: Told, answer: AloneAnswer): void {
  const complaint = answer.complained ? 1 : 0;
  const counts = [...unitsOf(units, answer)].map(({ past }) => past);
  if (answer.audit !== null) counts.push(answer.audit.wrong ? told.wrong : told.right);
  for (const count of counts) {
    count.answers += 1;
    count.complaints += complaint;
  }
}

function* unitsOf(
  units: Map<string, Unit>,
  { stakes, topic_id, resolution_id }: AloneAnswer,
): Generator<Unit> {
  const ids: Record<HarmLevel, string | null> = {
    workspace: WORKSPACE,
    area: stakes,
    topic: topic_id,
    resolution: resolution_id,
  };
  for (const level of HARM_LEVELS) {
    const id = ids[level];
    if (id === null) continue;
    const key = `${level}/${id}`;
    let unit = units.get(key);
    if (unit === undefined) {
      const past = { answers: 0, complaints: 0 };
      unit = {
        level,
        id,
        past,
        bound: { answers: 0, rate: 1 },
        watch: null,
        text: 0,
        acts_at: 0,
        alarm: null,
      };
      units.set(key, unit);
    }
    yield unit;
  }
}

function liftOf({ wrong, right }: Told): number {
  const share = (seen: Told['wrong'], before: number) =>
    (seen.complaints + PRIOR.answers * before) / (seen.answers + PRIOR.answers);
  return share(wrong, PRIOR.wrong) - share(right, PRIOR.right);
}

function boundOf(unit: Unit): number {
  const { answers, complaints } = unit.past;
  if (answers >= unit.bound.answers * GROWN) {
    unit.bound = { answers, rate: clopperPearsonUpper(complaints, answers, PAST_DELTA) };
  }
  return unit.bound.rate;
}
