/**
 * A whole replay: several seeds, the baselines beside it in the same run, and the report.
 *
 * Tickets are given per seed, because a stream without real times may be shuffled by it. Long loops hand control
 * back now and then, so that a caller can show progress and be cancelled.
 */
import type { EngineConfig } from '../config.ts';
import type { EncodedQuestion, PolicySettings } from '../domain.ts';
import { reliabilityBins } from './calibration-error.ts';
import { calibrationOf } from './calibration-summary.ts';
import { meanOf, numbersOf, rangeOf } from './over-seeds.ts';
import { areaUnderRoc, falsePositiveRateAtRecall } from './ranking-metrics.ts';
import { Replay, type ReplayRecord, type ReplayTicket } from './replay.ts';
import type { Metrics, OwnMetrics, ReplayProgress, ReplayReport } from './report.ts';
import { riskCoverageCurve } from './risk-coverage.ts';
import { coverageOf, hitAt, lastQuarterOf, pooledCurve, summarise } from './summarise.ts';

/** Something that runs over the same tickets, beside us. */
export interface StreamBaseline {
  /** Key under `baselines` of the report. */
  readonly name: string;
  run(tickets: readonly ReplayTicket[], options: BaselineOptions): Promise<Partial<Metrics>>;
}

export interface BaselineOptions {
  readonly seed: number;
  readonly max_error: number;
  readonly audit_rate: number;
  /** Ticket up to which a static baseline may look. */
  readonly freeze_at: number;
}

export interface ReplayRequest {
  readonly scenario: string;
  readonly tickets: (seed: number) => readonly ReplayTicket[];
  /** Questions of another product, never learned: near-domain strangers. */
  readonly strangers?: readonly EncodedQuestion[];
  readonly seeds: number;
  readonly config: EngineConfig;
  readonly settings: Pick<PolicySettings, 'max_error' | 'audit_rate'>;
  readonly baselines: readonly StreamBaseline[];
  readonly clock?: () => number;
  readonly rss_mib?: () => number;
  readonly onProgress?: (progress: ReplayProgress) => void;
  /** Called with what each seed's replay wrote down, for figures of a scenario's own. */
  readonly onRecords?: (records: readonly ReplayRecord[], seed: number) => void;
  /** Lets other work run; called often. */
  readonly pause?: () => Promise<void>;
  readonly versions: Readonly<Record<string, string>>;
  readonly command: string;
}

const STEPS_BETWEEN_PAUSES = 50;
const TWIN_SHARE = 0.1;

export async function runReplay(request: ReplayRequest): Promise<ReplayReport> {
  const runs: { metrics: OwnMetrics; records: readonly ReplayRecord[] }[] = [];
  const baselines: Record<string, Partial<Metrics>[]> = {};
  for (let seed = 1; seed <= request.seeds; seed++) {
    const tickets = request.tickets(seed);
    const run = await replayOnce(request, tickets, seed);
    runs.push(run);
    request.onRecords?.(run.records, seed);
    const add = (name: string, metrics: Partial<Metrics>) => {
      baselines[name] = [...(baselines[name] ?? []), metrics];
    };
    add('frozen', frozenMetrics(run.records));
    add('oracle_threshold', oracleMetrics(run.records, request.settings.max_error));
    for (const baseline of request.baselines) {
      request.onProgress?.({ phase: `${baseline.name}, seed ${seed}`, done: 0, total: tickets.length });
      const { max_error, audit_rate } = request.settings;
      const freeze_at = Math.floor(tickets.length * TWIN_SHARE);
      add(baseline.name, await baseline.run(tickets, { seed, max_error, audit_rate, freeze_at }));
    }
  }
  const all = runs.flatMap((run) => run.records);
  const metrics = runs.map((run) => run.metrics);
  return {
    scenario: request.scenario,
    seeds: request.seeds,
    ...(meanOf(metrics) as OwnMetrics),
    range: rangeOf(metrics),
    by_seed: metrics.map(numbersOf),
    baselines: Object.fromEntries(
      Object.entries(baselines).map(([name, all]) => [name, { ...meanOf(all), range: rangeOf(all) }]),
    ),
    curve: pooledCurve(runs.map((run) => run.records)),
    risk_coverage: riskCoverageCurve(all).map(({ coverage, risk }) => ({ coverage, risk })),
    reliability: reliabilityBins(all),
    config: { ...request.config, ...request.settings, twin_frozen_at: TWIN_SHARE },
    versions: request.versions,
    command: request.command,
  };
}

async function replayOnce(request: ReplayRequest, tickets: readonly ReplayTicket[], seed: number) {
  const replay = new Replay({
    config: request.config,
    seed,
    settings: request.settings,
    freeze_at: Math.floor(tickets.length * TWIN_SHARE),
    clock: request.clock,
  });
  for (const [index, ticket] of tickets.entries()) {
    replay.step(ticket);
    if (index % STEPS_BETWEEN_PAUSES > 0) continue;
    request.onProgress?.({ phase: `replay, seed ${seed}`, done: index, total: tickets.length });
    await request.pause?.();
  }
  const resources = { rss_mib: request.rss_mib?.() ?? null, timed: request.clock !== undefined };
  const metrics = {
    ...summarise(replay.records, resources),
    ...calibrationOf(replay.records, seed),
    ...nearNovelty(replay, request.strangers ?? []),
  };
  return { metrics, records: replay.records };
}

/** Can strangeness tell questions of another product from as many of our own, known ones? */
function nearNovelty(
  replay: Replay,
  strangers: readonly EncodedQuestion[],
): Pick<Metrics, 'novelty_near_auroc' | 'novelty_near_fpr95'> {
  const own = replay.records.filter((record) => record.known).slice(-strangers.length);
  const cases = strangers.map((question) => {
    const { strangeness } = replay.engine.decide(question, { seed: 0 });
    return { score: strangeness, positive: true };
  });
  for (const { strangeness } of own) cases.push({ score: strangeness, positive: false });
  return { novelty_near_auroc: areaUnderRoc(cases), novelty_near_fpr95: falsePositiveRateAtRecall(cases) };
}

function frozenMetrics(records: readonly ReplayRecord[]): Partial<Metrics> {
  const frozen = records.map((record) => ({ ...record.frozen, right: record.right, at_ms: record.at_ms }));
  const answerable = frozen.filter((record) => record.right.length > 0);
  return {
    tickets: records.length,
    ...coverageOf(frozen),
    ...lastQuarterOf(frozen),
    hit_at_1: hitAt(answerable, 1),
    hit_at_3: hitAt(answerable, 3),
  };
}

/** The most that our own scores could have covered, had the best single threshold been known beforehand. */
function oracleMetrics(records: readonly ReplayRecord[], max_error: number): Partial<Metrics> {
  const good = riskCoverageCurve(records, 1000).filter((point) => point.risk <= max_error);
  const threshold = good.at(-1)?.threshold ?? Number.POSITIVE_INFINITY;
  const answered = records.map((record) => ({
    correct: record.correct,
    autonomous: record.confidence >= threshold,
  }));
  return { tickets: records.length, ...coverageOf(answered), ...lastQuarterOf(answered) };
}
