/**
 * A product change makes one answer wrong: how soon is it noticed and held, and how soon is the new answer out?
 *
 * Two parts. The watches alone, on hundreds of seeded streams of 50 topics at 12 audits a day: false alarms in 90 quiet
 * days, and delays after every answer, or one answer, got worse from 5 % to 30 % wrong; beside them the classics on the
 * same audits. And the whole story in the generated world: an engine that learns, answers alone, is audited 12 times a
 * day, holds by itself, and hears what people say instead; beside each its stationary twin.
 */
import { setImmediate } from 'node:timers/promises';
import { clopperPearsonUpper } from '@understudy/engine';
import type { AloneAnswer } from '../../packages/engine/src/watch/harm-watch.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { CLASSIC_DETECTORS, type Detector } from '../world/classic-detectors.ts';
import { DAY_MS } from '../world/generate.ts';
import { answersOf, firstAlarms, type FirstAlarms, type Worse } from '../world/harm-streams.ts';
import { HARM_WORLD, storiesOf, summaryOfStories } from '../world/harm-stories.ts';

const STREAM = {
  topics: 50,
  answers_a_day: 120,
  audits_a_day: 12,
  accepted: 0.05,
  complaint_when_wrong: 0.4,
  complaint_when_right: [0.02, 0.1],
} as const;
const QUIET_RUNS = 1_000;
const WORSE_RUNS = 100;
/** Four weeks of a desk's own past come before. */
const PAST_DAYS = 28;
const QUIET_DAYS = 90;
const WORSE_DAYS = 30;
/** Where the one answer is always wrong, so much of all is: 5 % become 30 %. */
const SHARE = 0.26;
const WORSE: Readonly<Record<'every_answer' | 'one_answer', Worse>> = {
  every_answer: { day: 60, risk: 0.3, share: null },
  one_answer: { day: 60, risk: 1, share: SHARE },
};
const RUNS_BETWEEN_PROGRESS = 10;

export const worldHarm: Scenario = {
  id: 'world-harm',
  about:
    'one answer becomes wrong: false alarms, delay, hold and recovery, beside DDM, Page-Hinkley and ADWIN',
  run: async (options) => {
    const quiet = await quietRuns(options);
    const every = await worseRuns('every_answer', options);
    const one = await worseRuns('one_answer', options);
    const stories = await storiesOf(options);
    return {
      scenario: 'world-harm',
      seeds: stories.length,
      ...quiet.ours,
      delay_days: one.ours,
      delay_days_every_answer: every.ours,
      ...summaryOfStories(stories),
      baselines: Object.fromEntries(
        Object.keys(CLASSIC_DETECTORS).map((name) => [
          name,
          {
            false_alarms: quiet.classics[name],
            delay_days: one.classics[name],
            delay_days_every_answer: every.classics[name],
          },
        ]),
      ),
      config: { ...STREAM, quiet_runs: QUIET_RUNS, worse_runs: WORSE_RUNS, worse: WORSE, ...HARM_WORLD },
      versions: versions(),
      command: options.command,
    };
  },
};

async function quietRuns({ onProgress, limit }: ScenarioOptions) {
  const total = Math.min(QUIET_RUNS, limit ?? QUIET_RUNS);
  const alarms: FirstAlarms[] = [];
  const classics: Record<string, number> = {};
  for (let run = 0; run < total; run++) {
    const answers = answersOf(STREAM, { seed: `quiet/${run}`, days: PAST_DAYS + QUIET_DAYS });
    alarms.push(firstAlarms(STREAM, answers, { from: PAST_DAYS, changed: false }));
    for (const [name, detect] of Object.entries(CLASSIC_DETECTORS)) {
      const alarmed = classicDelay(detect, answers, PAST_DAYS) < Number.POSITIVE_INFINITY;
      classics[name] = (classics[name] ?? 0) + (alarmed ? 1 / total : 0);
    }
    await report(onProgress, { phase: 'quiet', done: run, total });
  }
  const shareOf = (day: (first: FirstAlarms) => number) =>
    alarms.filter((first) => day(first) < Number.POSITIVE_INFINITY).length / total;
  const false_alarms = shareOf(anyOf);
  const ours = {
    quiet_runs: total,
    false_alarms,
    false_alarms_upper90: clopperPearsonUpper(Math.round(false_alarms * total), total, 0.1),
    false_alarms_audits: shareOf(({ everything, answer, topic }) => Math.min(everything, answer, topic)),
    false_alarms_complaints: shareOf(({ complaints }) => complaints),
  };
  return { ours, classics };
}

async function worseRuns(phase: keyof typeof WORSE, { onProgress, limit }: ScenarioOptions) {
  const worse = WORSE[phase];
  const total = Math.min(WORSE_RUNS, limit ?? WORSE_RUNS);
  const firsts: FirstAlarms[] = [];
  const classics: Record<string, number[]> = {};
  for (let run = 0; run < total; run++) {
    const answers = answersOf(STREAM, { seed: `${phase}/${run}`, days: worse.day + WORSE_DAYS, worse });
    firsts.push(firstAlarms(STREAM, answers, { from: worse.day, changed: worse.share !== null }));
    for (const [name, detect] of Object.entries(CLASSIC_DETECTORS))
      (classics[name] ??= []).push(classicDelay(detect, answers, worse.day));
    await report(onProgress, { phase, done: run, total });
  }
  const before = firsts.filter(
    ({ everything, ...own }) => Math.min(own.answer, own.topic, own.complaints) <= everything,
  );
  return {
    ours: {
      ...spread(firsts.map(anyOf)),
      by_everything: spread(firsts.map(({ everything }) => everything)),
      by_answer: spread(firsts.map(({ answer }) => answer)),
      by_topic: spread(firsts.map(({ topic }) => topic)),
      by_complaints: spread(firsts.map(({ complaints }) => complaints)),
      /** Share of runs in which the answer or its topic was found before everything was closed; null: no one answer. */
      found_before_all_closed: worse.share === null ? null : before.length / total,
    },
    classics: Object.fromEntries(Object.entries(classics).map(([name, days]) => [name, spread(days)])),
  };
}

const anyOf = ({ everything, answer, topic, complaints }: FirstAlarms): number =>
  Math.min(everything, answer, topic, complaints);

/** On audits of everything together: the stream that one would give them. */
function classicDelay(detect: Detector, answers: readonly AloneAnswer[], from_day: number): number {
  const audited = answers.flatMap(({ audit }) => audit ?? []);
  const from = audited.findIndex(({ at_ms }) => at_ms >= from_day * DAY_MS);
  const found = detect(
    audited.map(({ wrong }) => wrong),
    from,
  );
  return found === null ? Number.POSITIVE_INFINITY : audited[found].at_ms / DAY_MS - from_day;
}

/** Null: more than half, or more than a tenth, were never noticed. */
function spread(days: readonly number[]): { readonly median: number | null; readonly p90: number | null } {
  const sorted = days.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.ceil(share * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(value) ? value : null;
  };
  return { median: at(0.5), p90: at(0.9) };
}

async function report(
  onProgress: ScenarioOptions['onProgress'],
  progress: Parameters<ScenarioOptions['onProgress']>[0],
): Promise<void> {
  if (progress.done % RUNS_BETWEEN_PROGRESS > 0) return;
  onProgress(progress);
  await setImmediate();
}
