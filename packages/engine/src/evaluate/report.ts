/**
 * What a replay returns: the metrics of the evaluation protocol under their names, and the curves behind them.
 *
 * Shares lie in [0, 1], times are milliseconds, memory is MiB. A metric that the stream cannot tell is null.
 */
export interface Metrics {
  readonly tickets: number;
  /** Share answered alone. Valid only where `risk_upper90` does not exceed the accepted error. */
  readonly coverage: number;
  /** Share wrong among those answered alone, and its 90 % upper bound (Clopper-Pearson). */
  readonly risk: number;
  readonly risk_upper90: number;
  readonly harm_per_1000: number;
  /** The same of the last quarter of the scored tickets: what it has come to. */
  readonly coverage_last_quarter: number;
  readonly risk_last_quarter: number;
  readonly risk_upper90_last_quarter: number;
  /** Area under risk-coverage, and its excess over that of the order that puts every right answer first. */
  readonly aurc: number | null;
  readonly eaurc: number | null;
  /** Human resolutions from first sight of an issue to its first right autonomous answer. */
  readonly absorb_median: number | null;
  readonly absorb_p90: number | null;
  /** Issues that were seen at least 5 times and never answered alone correctly. */
  readonly absorb_never: number | null;
  /** Median of human resolutions from first sight of an issue until the right one is its first suggestion. */
  readonly absorb_suggest: number | null;
  /** As `absorb_median`, of the issues first seen after the first autonomous answer; and how many those are. */
  readonly absorb_after_unlock_median: number | null;
  readonly absorb_after_unlock_issues: number | null;
  readonly ece: number | null;
  readonly ece_autonomous: number | null;
  readonly brier: number | null;
  readonly hit_at_1: number | null;
  readonly hit_at_3: number | null;
  readonly hit_at_3_by_half: readonly { readonly half: string; readonly value: number; readonly n: number }[];
  readonly hit_at_3_seen_once: number | null;
  /** Questions without a known resolution, told from the others by low confidence. */
  readonly novelty_auroc: number | null;
  /** Share of answerable questions taken for unknown where 95 % of the unknown are found. */
  readonly novelty_fpr95: number | null;
  /** The same for questions about another product. */
  readonly novelty_near_auroc: number | null;
  readonly novelty_near_fpr95: number | null;
  readonly certificate: number | null;
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  readonly rss_mib: number | null;
}

/** Calibration in more detail; `_low` and `_high` are the ends of a 90 % bootstrap interval. */
export interface CalibrationMetrics {
  readonly ece_low: number | null;
  readonly ece_high: number | null;
  /** The ECE less what honest confidences would show on as many tickets. */
  readonly ece_debiased: number | null;
  readonly ece_autonomous_low: number | null;
  readonly ece_autonomous_high: number | null;
  readonly ece_autonomous_debiased: number | null;
  /** Brier = reliability - resolution + uncertainty, and what bins hide. */
  readonly brier_reliability: number | null;
  readonly brier_resolution: number | null;
  readonly brier_uncertainty: number | null;
}

/** All that is measured of our own replay; what runs beside it promises no calibrated confidence. */
export interface OwnMetrics extends Metrics, CalibrationMetrics {}

/** Lowest and highest value of a field among the seeds. */
export type Ranges = Readonly<Record<string, readonly [number, number]>>;

/** One block of the stream in time order, over all seeds; `frozen_*` are the twin that stopped learning at the start. */
export interface CurveBlock {
  /** Tickets seen up to the end of this block. */
  readonly tickets: number;
  readonly at_ms: number | null;
  readonly coverage: number;
  readonly risk: number;
  readonly risk_upper90: number;
  readonly hit_at_1: number | null;
  readonly hit_at_3: number | null;
  readonly frozen_coverage: number;
  readonly frozen_risk: number;
  readonly frozen_hit_at_3: number | null;
}

export interface ReplayReport extends OwnMetrics {
  readonly scenario: string;
  readonly seeds: number;
  readonly range: Ranges;
  /** The numbers of each seed, in order; a mean of them stands above. */
  readonly by_seed: readonly Readonly<Record<string, number>>[];
  readonly baselines: Readonly<Record<string, Partial<Metrics> & { readonly range?: Ranges }>>;
  readonly curve: readonly CurveBlock[];
  /** Risk among the most confident share of tickets; `coverage` ascending. */
  readonly risk_coverage: readonly { readonly coverage: number; readonly risk: number }[];
  /** Equal-mass bins: mean confidence against the share that was right. */
  readonly reliability: readonly {
    readonly confidence: number;
    readonly correct: number;
    readonly n: number;
  }[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly command: string;
}

/** How far a replay is. */
export interface ReplayProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}
