/**
 * Wrong answers that look resolved, swept from none to 80 %, on `banking77-staged`.
 *
 * Beside us: the same engine that takes "looks resolved" for right and tunes its threshold on it. Ours hears the same
 * outcomes, but certifies on audits alone; what the shares change is the estimate of the true risk from audits and
 * outcomes together, which is compared with the truth.
 */
import { setImmediate } from 'node:timers/promises';
import {
  coverageOf,
  type EngineConfig,
  Replay,
  type ReplayTicket,
  type ShadowLabel,
  type ShownAnswer,
} from '@understudy/engine';
import { simulateOutcomes } from '../../packages/engine/src/evaluate/simulate-outcomes.ts';
import { readOutcomes, WINDOW_MS } from '../../packages/engine/src/outcomes/index.ts';
import { readRows } from '../data/rows.ts';
import { LooksResolvedLearner } from '../looks-resolved.ts';
import { readStaged } from '../run-staged.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const HIDDEN = [0, 0.2, 0.4, 0.6, 0.8];
const SEEDS = 5;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const STEPS_BETWEEN_PAUSES = 50;

export const silence: Scenario = {
  id: 'silence',
  about: 'risk when 0 to 80 % of wrong answers look resolved, beside a learner that believes it',
  run: async (options) => {
    const stream = { scenario: 'banking77-staged', rows: readRows('banking77'), issues_at_start: 40 };
    const { encoder, streamOf } = await readStaged(stream, options);
    const config = { encoder_id: encoder.encoder_id, dimensions: encoder.dimensions };
    const seeds = options.seeds ?? SEEDS;
    const ours: Coverage[][] = [];
    const naive: Coverage[][] = [];
    const estimates: Estimate[][] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const run: Run = { config, seed, tickets: streamOf(seed).tickets.slice(0, options.limit), options };
      const [own, believing, estimated]: [Coverage[], Coverage[], Estimate[]] = [[], [], []];
      for (const hidden of HIDDEN) {
        const answers = await replayOurs(run, hidden);
        own.push(answers.coverage);
        estimated.push(estimateAt(hidden, answers, seed));
        believing.push(await replayNaive(run, hidden));
      }
      ours.push(own);
      naive.push(believing);
      estimates.push(estimated);
    }
    return {
      scenario: 'silence',
      seeds,
      tickets: streamOf(1).tickets.slice(0, options.limit).length,
      // The share that the protocol takes for granted.
      ...meanOf(ours.map((all) => all[HIDDEN.indexOf(0.6)])),
      risk_by_hidden: HIDDEN.map((hidden, at) => ({ hidden, ...meanOf(ours.map((all) => all[at])) })),
      estimate_by_hidden: HIDDEN.map((hidden, at) => ({
        hidden,
        ...meanOf(estimates.map((all) => all[at])),
      })),
      baselines: {
        naive: {
          ...meanOf(naive.map((all) => all[HIDDEN.indexOf(0.6)])),
          risk_by_hidden: HIDDEN.map((hidden, at) => ({ hidden, ...meanOf(naive.map((all) => all[at])) })),
        },
      },
      range: {
        risk: rangeOf(ours.flat().map(({ risk }) => risk)),
        naive_risk_at_60: rangeOf(naive.map((all) => all[HIDDEN.indexOf(0.6)].risk)),
      },
      config: { ...config, ...SETTINGS },
      versions: versions(),
      command: options.command,
    };
  },
};

type Coverage = ReturnType<typeof coverageOf>;

interface Run {
  readonly config: EngineConfig;
  readonly seed: number;
  readonly tickets: readonly ReplayTicket[];
  readonly options: ScenarioOptions;
}

/** What our replay gave out alone, and what audits said of it. */
interface OwnAnswers {
  readonly coverage: Coverage;
  readonly shown: readonly (ShownAnswer & { readonly correct: boolean })[];
  readonly verdicts: readonly ShadowLabel[];
}

async function replayOurs(run: Run, hidden: number): Promise<OwnAnswers> {
  const verdicts: ShadowLabel[] = [];
  const shown: (ShownAnswer & { correct: boolean })[] = [];
  const replay = new Replay({
    config: run.config,
    seed: run.seed,
    settings: SETTINGS,
    freeze_at: Number.POSITIVE_INFINITY,
    outcomes: (answer) => simulateOutcomes(answer, { seed: run.seed, hidden }),
    onEvent: (event) => {
      if (event.kind === 'decision-labelled') verdicts.push(event.label);
    },
  });
  await eachTicket(run, `replay at ${hidden}`, (ticket) => {
    const { action, resolution_id, stakes, confidence, propensity, audited } = replay.step(ticket);
    if (action !== 'answer' || resolution_id === null) return;
    const { id, at_ms } = ticket.question;
    const correct = ticket.right?.includes(resolution_id) ?? false;
    shown.push({
      decision_id: id,
      resolution_id,
      stakes,
      action,
      confidence,
      propensity,
      audited,
      at_ms,
      correct,
    });
  });
  return { coverage: coverageOf(replay.records), shown, verdicts };
}

async function replayNaive(run: Run, hidden: number): Promise<Coverage> {
  const { config, seed } = run;
  const naive = new LooksResolvedLearner({ config, seed, hidden, max_error: SETTINGS.max_error });
  await eachTicket(run, `naive at ${hidden}`, (ticket) => naive.step(ticket));
  return coverageOf(naive.answers);
}

interface Estimate {
  readonly true_risk: number;
  /** From audits and outcomes; from audits alone. */
  readonly estimate: number;
  readonly estimate_audits: number;
  readonly off_by: number;
  readonly off_by_audits: number;
  /** Length of the 90 % interval, and does it hold the truth (1) or not (0)? */
  readonly interval: number;
  readonly interval_audits: number;
  readonly holds: number;
  readonly holds_audits: number;
  readonly lambda: number;
}

function estimateAt(hidden: number, { shown, verdicts }: OwnAnswers, seed: number): Estimate {
  const outcomes = shown.flatMap((answer) => simulateOutcomes(answer, { seed, hidden }));
  const now_ms = (shown.at(-1)?.at_ms ?? 0) + WINDOW_MS;
  const both = readOutcomes({ shown, outcomes, verdicts, now_ms }).risk;
  const audits = readOutcomes({ shown, outcomes, verdicts, now_ms }, { lambda: 0 }).risk;
  const true_risk = shown.filter(({ correct }) => !correct).length / Math.max(1, shown.length);
  const holds = ({ low, high }: { low: number; high: number }) =>
    Number(low <= true_risk && true_risk <= high);
  return {
    true_risk,
    estimate: both.risk ?? 0,
    estimate_audits: audits.risk ?? 0,
    off_by: Math.abs((both.risk ?? 0) - true_risk),
    off_by_audits: Math.abs((audits.risk ?? 0) - true_risk),
    interval: both.high - both.low,
    interval_audits: audits.high - audits.low,
    holds: holds(both),
    holds_audits: holds(audits),
    lambda: both.lambda,
  };
}

async function eachTicket(run: Run, name: string, step: (ticket: ReplayTicket) => void): Promise<void> {
  const { tickets, seed, options } = run;
  for (const [index, ticket] of tickets.entries()) {
    step(ticket);
    if (index % STEPS_BETWEEN_PAUSES > 0) continue;
    options.onProgress({ phase: `${name}, seed ${seed}`, done: index, total: tickets.length });
    await setImmediate();
  }
}

function meanOf<Row extends object>(rows: readonly Row[]): Row {
  const keys = Object.keys(rows[0]) as (keyof Row)[];
  const mean = (key: keyof Row) => rows.reduce((sum, row) => sum + Number(row[key]), 0) / rows.length;
  return Object.fromEntries(keys.map((key) => [key, mean(key)])) as Row;
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
