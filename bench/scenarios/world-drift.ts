/**
 * A release makes answers wrong: how long do they still go out alone, and how soon are the new ones?
 *
 * On day 90 three of the commonest questions get another answer; customers ask in the same words. Beside each world
 * runs its stationary twin: the same questions, nothing changed. What alarms there is a false alarm.
 */
import { type Metrics, summarise } from '@understudy/engine';
import { meanOf, rangeOf } from '../../packages/engine/src/evaluate/over-seeds.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { type DriftFigures, driftFigures } from '../world/drift-figures.ts';
import { DEFAULT_WORLD, generateWorld, type WorldSettings, type WorldTicket } from '../world/generate.ts';
import { type JudgedStep, replayJudged } from '../world/judged-replay.ts';
import { type Change, changedId } from '../world/product.ts';
import { WatchedAnswers } from '../world/watched-answers.ts';
import { encodeWorld } from '../world/world-tickets.ts';

const SEEDS = 3;
const DAYS = 150;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const CHANGE_DAY = 90;
const CHANGES: readonly Change[] = [
  {
    issue: 'password-reset',
    day: CHANGE_DAY,
    answer: [
      'Sign in with a link',
      'There are no passwords any more: enter your address and use the link that we send.',
    ],
  },
  {
    issue: 'invoice-download',
    day: CHANGE_DAY,
    answer: [
      'Invoices are in the finance portal',
      'Open finance.orchard.example and sign in as an admin; all invoices are there.',
    ],
  },
  {
    issue: 'import-start',
    day: CHANGE_DAY,
    answer: ['Import with the assistant', 'Choose New, From a file: the assistant reads the columns itself.'],
  },
];
/** So that there is something to see: each of them several times a day, and twice that in the week after. */
const BURSTS = CHANGES.flatMap(({ issue }) => [
  { issue, from_day: 0, days: CHANGE_DAY, times: 4 },
  { issue, from_day: CHANGE_DAY, days: 7, times: 8 },
  { issue, from_day: CHANGE_DAY + 7, days: DAYS, times: 4 },
]);
/** Watched answers until one false alarm, for all resolutions together. */
const ALARM_LEVEL = 4_000;

/** What one replay of one world shows. */
interface Run {
  readonly steps: readonly JudgedStep[];
  readonly tickets: readonly WorldTicket[];
}

export const worldDrift: Scenario = {
  id: 'world-drift',
  about: 'a release makes three answers wrong: delay, recovery, false alarms on a stationary twin',
  run: async (options) => {
    const seeds = Array.from({ length: options.seeds ?? SEEDS }, (_, i) => i + 1);
    const runs: { changed: Run; twin: Run }[] = [];
    for (const seed of seeds) {
      const settings = { ...DEFAULT_WORLD, seed, days: DAYS, bursts: BURSTS };
      const changed = await runWorld({ ...settings, changes: CHANGES }, 'changed', options);
      runs.push({ changed, twin: await runWorld(settings, 'twin', options) });
    }
    const drifts = runs.flatMap(({ changed }) => driftsOf(changed));
    const metrics = runs.map(({ changed }) => metricsOf(changed));
    const twins = runs.map(({ twin }) => metricsOf(twin));
    return {
      scenario: 'world-drift',
      seeds: seeds.length,
      ...meanOf(metrics),
      ...summaryOf(drifts),
      ...alarmsOf(runs),
      range: rangeOf(metrics),
      baselines: { stationary: { ...meanOf(twins), range: rangeOf(twins) } },
      config: {
        ...DEFAULT_WORLD,
        days: DAYS,
        bursts: BURSTS,
        changes: CHANGES,
        ...SETTINGS,
        alarm_level: ALARM_LEVEL,
      },
      versions: versions(),
      command: options.command,
    };
  },
};

async function runWorld(settings: WorldSettings, name: string, options: ScenarioOptions): Promise<Run> {
  const tickets = generateWorld(settings).slice(0, options.limit);
  const world = await encodeWorld(settings, tickets, options);
  const { seed } = settings;
  const { onProgress } = options;
  const own = { config: world.config, seed, settings: SETTINGS, phase: `${name}, seed ${seed}`, onProgress };
  return { tickets, steps: replayJudged(world.tickets, own) };
}

function metricsOf({ steps }: Run): Partial<Metrics> {
  const records = steps.map(({ record }) => record);
  return summarise(records, { rss_mib: null, timed: true });
}

function driftsOf({ steps, tickets }: Run): DriftFigures[] {
  const all = steps.map(({ record, decision }, i) => ({
    issue: tickets[i].issue,
    day: tickets[i].day,
    sent: record.autonomous ? decision.resolution_id : null,
    revealed: record.revealed,
  }));
  return CHANGES.map(({ issue, day }) => {
    const own = all.filter((step) => step.issue === issue);
    return driftFigures(own, { day, before: issue, after: changedId(issue) });
  });
}

/** Means over issues that were answered alone before; what never came is counted, not averaged. */
function summaryOf(drifts: readonly DriftFigures[]) {
  const harmed = drifts.filter(({ alone_before }) => alone_before);
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const delays = known(harmed.map(({ delay_days }) => delay_days));
  const recoveries = known(harmed.map(({ recovery_resolutions }) => recovery_resolutions));
  return {
    delay_days: mean(delays),
    delay_days_worst: delays.length === harmed.length ? Math.max(0, ...delays) : null,
    never_stopped: harmed.length - delays.length,
    wrong_sent_per_change: mean(harmed.map(({ wrong_sent }) => wrong_sent)),
    recovery_resolutions: mean(recoveries),
    never_recovered: harmed.length - recoveries.length,
    changes_measured: harmed.length,
    changes: drifts.length,
  };
}

/** e-CUSUM over audited answers, one a resolution. */
function alarmsOf(runs: readonly { changed: Run; twin: Run }[]) {
  const delays = runs.flatMap(({ changed }) =>
    alarmsIn(changed)
      .alarms.filter(
        ({ resolution, day }) => CHANGES.some(({ issue }) => issue === resolution) && day >= CHANGE_DAY,
      )
      .map(({ day }) => day - CHANGE_DAY),
  );
  const twins = runs.map(({ twin }) => alarmsIn(twin));
  const watched = twins.reduce((sum, each) => sum + each.watched, 0);
  const false_alarms = twins.reduce((sum, { alarms }) => sum + alarms.length, 0);
  return {
    alarm_delay_days: mean(delays),
    alarms: delays.length,
    false_alarm_rate: watched > 0 ? false_alarms / watched : null,
    false_alarms,
    watched,
  };
}

function alarmsIn({ steps, tickets }: Run): {
  alarms: { resolution: string; day: number }[];
  watched: number;
} {
  const answers = new Set(
    steps.flatMap(({ decision }) => (decision.action === 'answer' ? [decision.resolution_id] : [])),
  );
  const watch = new WatchedAnswers({
    accepted: SETTINGS.max_error,
    level: ALARM_LEVEL * Math.max(1, answers.size),
  });
  const alarms: { resolution: string; day: number }[] = [];
  for (const [i, { decision }] of steps.entries()) {
    const { said, day } = tickets[i];
    const resolution = decision.resolution_id;
    if (decision.action !== 'answer' || !decision.audited || resolution === null) continue;
    if (watch.observe(resolution, resolution !== said)) alarms.push({ resolution, day });
  }
  return { alarms, watched: watch.watched };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
