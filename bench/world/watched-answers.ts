/**
 * An alarm for each resolution: e-CUSUM over the audited answers that it gave.
 *
 * A family of m resolutions shares one false-alarm budget, so each is watched at level A · m.
 */
import {
  type CusumState,
  cusumEvidence,
  observeAnswer,
  startCusum,
} from '../../packages/engine/src/math/e-cusum.ts';

export class WatchedAnswers {
  readonly #accepted: number;
  readonly #level: number;
  readonly #states = new Map<string, CusumState>();
  readonly #alarmed = new Set<string>();

  constructor(given: { readonly accepted: number; readonly level: number }) {
    this.#accepted = given.accepted;
    this.#level = given.level;
  }

  /** One audited answer; true at the first alarm of its resolution. */
  observe(resolutionId: string, wrong: boolean): boolean {
    const before = this.#states.get(resolutionId) ?? startCusum(this.#accepted);
    const state = observeAnswer(before, wrong);
    this.#states.set(resolutionId, state);
    if (this.#alarmed.has(resolutionId) || cusumEvidence(state) < this.#level) return false;
    this.#alarmed.add(resolutionId);
    return true;
  }

  /** Resolutions with at least one audited answer. */
  get watched(): number {
    return this.#states.size;
  }
}
