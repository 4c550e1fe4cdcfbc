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
  readonly aurc: number | null;
  readonly absorb_median: number | null;
  readonly absorb_p90: number | null;
  /** Issues that were seen at least 5 times and never answered alone correctly. */
  readonly absorb_never: number | null;
  readonly ece: number | null;
  readonly ece_autonomous: number | null;
  readonly brier: number | null;
  readonly hit_at_1: number | null;
  readonly hit_at_3: number | null;
  readonly hit_at_3_by_half: readonly { readonly half: string; readonly value: number; readonly n: number }[];
  readonly hit_at_3_seen_once: number | null;
  readonly novelty_auroc: number | null;
  readonly novelty_near_auroc: number | null;
  readonly certificate: number | null;
  readonly p50_ms: number | null;
  readonly p99_ms: number | null;
  readonly rss_mib: number | null;
}

/** One block of the stream in time order; `frozen_*` are the twin that stopped learning at the start. */
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

export interface ReplayReport extends Metrics {
  readonly scenario: string;
  readonly seeds: number;
  readonly range: Readonly<Record<string, readonly [number, number]>>;
  readonly baselines: Readonly<Record<string, Partial<Metrics>>>;
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
