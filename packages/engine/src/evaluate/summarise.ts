/**
 * From the records of a replay to the metrics of the protocol. Shares of nothing are null, but for the
 * risk of answering nothing, which is 0 and stands beside a coverage of 0.
 */
import { clopperPearsonUpper } from '../math/index.ts';
import { absorptionOf } from './absorption-summary.ts';
import {
  areaUnderRiskCoverage,
  areaUnderRoc,
  brierScore,
  expectedCalibrationError,
  falsePositiveRateAtRecall,
  quantile,
} from './metrics.ts';
import type { ReplayRecord } from './replay.ts';
import type { CurveBlock, Metrics } from './report.ts';

const UPPER_DELTA = 0.1;

/** The part of a record that the coverage of any answerer can be told from. */
export interface Answered {
  readonly correct: boolean;
  readonly autonomous: boolean;
}

export function coverageOf(
  records: readonly Answered[],
): Pick<Metrics, 'coverage' | 'risk' | 'risk_upper90' | 'harm_per_1000'> {
  const alone = records.filter((record) => record.autonomous);
  const wrong = alone.filter((record) => !record.correct).length;
  const all = Math.max(1, records.length);
  return {
    coverage: alone.length / all,
    risk: alone.length > 0 ? wrong / alone.length : 0,
    risk_upper90: alone.length > 0 ? clopperPearsonUpper(wrong, alone.length, UPPER_DELTA) : 0,
    harm_per_1000: (1000 * wrong) / all,
  };
}

/** The same of the last quarter of the stream. */
export function lastQuarterOf(
  records: readonly Answered[],
): Pick<Metrics, 'coverage_last_quarter' | 'risk_last_quarter' | 'risk_upper90_last_quarter'> {
  const { coverage, risk, risk_upper90 } = coverageOf(records.slice(Math.floor(0.75 * records.length)));
  return {
    coverage_last_quarter: coverage,
    risk_last_quarter: risk,
    risk_upper90_last_quarter: risk_upper90,
  };
}

export function summarise(
  records: readonly ReplayRecord[],
  resources: { rss_mib: number | null; timed: boolean },
): Metrics {
  const area = areaUnderRiskCoverage(records);
  const alone = records.filter((record) => record.autonomous);
  const times = records.map((record) => record.decide_ms);
  const answerable = records.filter((record) => record.right.length > 0);
  const once = answerable.filter((record) => record.seen === 1);
  const unknown = records.map((record) => ({ score: 1 - record.confidence, positive: !record.known }));
  return {
    tickets: records.length,
    ...coverageOf(records),
    ...lastQuarterOf(records),
    aurc: area?.aurc ?? null,
    eaurc: area?.eaurc ?? null,
    ...absorptionOf(records),
    ece: expectedCalibrationError(records),
    ece_autonomous: expectedCalibrationError(alone),
    brier: brierScore(records),
    hit_at_1: hitAt(answerable, 1),
    hit_at_3: hitAt(answerable, 3),
    hit_at_3_by_half: byHalf(answerable),
    hit_at_3_seen_once: hitAt(once, 3),
    novelty_auroc: areaUnderRoc(unknown),
    novelty_fpr95: falsePositiveRateAtRecall(unknown),
    novelty_near_auroc: null,
    novelty_near_fpr95: null,
    certificate: null,
    p50_ms: resources.timed ? quantile(times, 0.5) : null,
    p99_ms: resources.timed ? quantile(times, 0.99) : null,
    rss_mib: resources.rss_mib,
  };
}

/** Share of tickets with a right resolution among the first k; null without tickets. */
export function hitAt(
  records: readonly { ranked: readonly string[]; right: readonly string[] }[],
  k: number,
): number | null {
  if (records.length === 0) return null;
  return (
    records.filter((record) => record.ranked.slice(0, k).some((id) => record.right.includes(id))).length /
    records.length
  );
}

export function curve(records: readonly ReplayRecord[], blocks = 20): CurveBlock[] {
  return pooledCurve([records], blocks);
}

/** Blocks of several seeds of one stream, thrown together; places and times are those of the first. */
export function pooledCurve(runs: readonly (readonly ReplayRecord[])[], blocks = 20): CurveBlock[] {
  const [first] = runs;
  const size = Math.max(1, Math.ceil(first.length / blocks));
  return Array.from({ length: Math.ceil(first.length / size) }, (_, block) => {
    const [from, to] = [block * size, Math.min(first.length, (block + 1) * size)];
    const own = runs.flatMap((records) => records.slice(from, to));
    const last = first[to - 1];
    const frozen = own.map((record) => ({ ...record.frozen, right: record.right }));
    const answerable = own.filter((record) => record.right.length > 0);
    const { coverage, risk, risk_upper90 } = coverageOf(own);
    const twin = coverageOf(frozen);
    return {
      tickets: last.index + 1,
      at_ms: last.at_ms > 0 ? last.at_ms : null,
      coverage,
      risk,
      risk_upper90,
      hit_at_1: hitAt(answerable, 1),
      hit_at_3: hitAt(answerable, 3),
      frozen_coverage: twin.coverage,
      frozen_risk: twin.risk,
      frozen_hit_at_3: hitAt(
        frozen.filter((record) => record.right.length > 0),
        3,
      ),
    };
  });
}

function byHalf(
  records: readonly { at_ms: number; ranked: readonly string[]; right: readonly string[] }[],
): Metrics['hit_at_3_by_half'] {
  const halves = new Map<string, { at_ms: number; ranked: readonly string[]; right: readonly string[] }[]>();
  for (const record of records) {
    if (record.at_ms <= 0) continue;
    const date = new Date(record.at_ms);
    const half = `${date.getUTCFullYear()}H${date.getUTCMonth() < 6 ? 1 : 2}`;
    halves.set(half, [...(halves.get(half) ?? []), record]);
  }
  return [...halves].map(([half, own]) => ({ half, value: hitAt(own, 3) ?? 0, n: own.length }));
}
