/** Runs a replay once per seed, the baselines beside it, and puts the report together. */
import {
  coverageOf,
  curve,
  type EngineConfig,
  type Metrics,
  Replay,
  type ReplayProgress,
  type ReplayRecord,
  type ReplayReport,
  type ReplayTicket,
  reliabilityBins,
  riskCoverageCurve,
  summarise,
  type TrainableBaseline,
} from '@understudy/engine';
import { meanOf, rangeOf } from './mean-over-seeds.ts';
import { runBaseline } from './run-baseline.ts';

export interface ReplayInput {
  readonly tickets: readonly ReplayTicket[];
  readonly scenario: string;
  readonly seeds: number;
  readonly max_error: number;
  readonly config: EngineConfig;
  readonly command: string;
  /** Milliseconds from any start, for latencies. */
  readonly clock: () => number;
  readonly baselines?: readonly TrainableBaseline[];
  readonly onProgress: (progress: ReplayProgress) => void;
}

/** Share of the stream after which the frozen twin stops learning. */
const FREEZE_AFTER = 0.1;
/** Tickets between two breaths, so that signals and the progress bar get their turn. */
const BREATH = 200;

export async function runReplay(input: ReplayInput): Promise<ReplayReport> {
  const runs: ReplayRecord[][] = [];
  for (let seed = 1; seed <= input.seeds; seed++) runs.push(await runSeed(input, seed));
  const metrics = some(runs.map((records) => summarise(records, { rss_mib: null, timed: true })));
  const curves = some(runs.map((records) => curve(records)));
  const first = runs[0] ?? [];
  return {
    ...meanOf(metrics),
    scenario: input.scenario,
    seeds: input.seeds,
    range: rangeOf(metrics),
    baselines: { frozen: meanOf(some(runs.map(frozenMetrics))), ...(await runBaselines(input)) },
    curve: curves[0].map((_, index) =>
      meanOf(some(curves.map((blocks) => blocks[index]).filter((each) => each !== undefined))),
    ),
    risk_coverage: riskCoverageCurve(first),
    reliability: reliabilityBins(first).map(({ confidence, correct, n }) => ({ confidence, correct, n })),
    config: { max_error: input.max_error, freeze_after: FREEZE_AFTER, ...input.config },
    versions: { understudy: '0.1.0', node: process.versions.node },
    command: input.command,
  };
}

async function runSeed(input: ReplayInput, seed: number): Promise<ReplayRecord[]> {
  const { tickets, config, clock, max_error } = input;
  const freeze_at = Math.ceil(tickets.length * FREEZE_AFTER);
  const replay = new Replay({ config, seed, freeze_at, clock, settings: { max_error } });
  for (const [index, ticket] of tickets.entries()) {
    replay.step(ticket);
    if (index % BREATH !== 0 && index !== tickets.length - 1) continue;
    input.onProgress({
      phase: `Replaying, seed ${seed} of ${input.seeds}`,
      done: index + 1,
      total: tickets.length,
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return replay.records;
}

function frozenMetrics(records: readonly ReplayRecord[]): Partial<Metrics> {
  const twin = records.map((record) => ({ ...record.frozen, right: record.right }));
  const last = curve(records, 1)[0];
  return {
    tickets: records.length,
    ...coverageOf(twin),
    hit_at_1: twin.length === 0 ? null : twin.filter((record) => record.correct).length / twin.length,
    hit_at_3: last?.frozen_hit_at_3 ?? null,
  };
}

async function runBaselines({
  baselines = [],
  tickets,
  onProgress,
}: ReplayInput): Promise<Record<string, Partial<Metrics>>> {
  const results: Record<string, Partial<Metrics>> = {};
  for (const baseline of baselines) {
    const phase = `Baseline ${baseline.name}`;
    results[baseline.name] = await runBaseline(baseline, tickets, (done) =>
      onProgress({ phase, done, total: tickets.length }),
    );
  }
  return results;
}

/** A list that is known to hold something: a replay has at least one seed. */
function some<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('expected at least one run, found none');
  return [first, ...rest];
}
