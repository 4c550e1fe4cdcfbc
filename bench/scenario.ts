/** A scenario of the benchmark: a permanent id, and a run that gives one result. */
import type { ReplayProgress } from '@understudy/engine';

export interface ScenarioOptions {
  /** Undefined: as many as the scenario says. */
  readonly seeds: number | undefined;
  /** Upper bound of the stream's length (or of the size that is grown to). */
  readonly limit: number | undefined;
  readonly onProgress: (progress: ReplayProgress) => void;
  /** What to type to see the same again. */
  readonly command: string;
}

export interface Scenario {
  readonly id: string;
  /** One sentence for `--help`. */
  readonly about: string;
  readonly run: (options: ScenarioOptions) => Promise<Result>;
}

/** What is printed and committed: plain data under the names of the evaluation protocol. */
export interface Result {
  readonly scenario: string;
  readonly command: string;
  readonly [field: string]: unknown;
}
