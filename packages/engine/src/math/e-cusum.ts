/**
 * e-CUSUM: an alarm when something that happens at a known rate begins to happen more often.
 *
 * Here because a certificate speaks of the past; products change. It watches answers one by one and forgets
 * good old times: M = max(1, M) x likelihood ratio of a risk of q against p0, averaged over q = 2, 4 and 8 times p0.
 * While the risk is at or below p0, an alarm at level A comes on average not before A observations, whatever A; after
 * a change to q it comes after about ln(A) / KL(q || p0) of them. An answer that was likelier to be seen than others
 * counts for its weight, least / own propensity: the factor is then 1 + weight x (likelihood ratio - 1), which still
 * wins nothing on average while the risk is at p0. p0 and q may change from one answer to the next, as long as both
 * were known before it.
 * Cost: O(1) an observation; state: three numbers.
 * Source: Page 1954, doi:10.2307/2333009; Shin, Ramdas & Rinaldo 2024, "E-detectors", doi:10.51387/23-NEJSDS51.
 *
 * @example
 * let state = startCusum(0.05);
 * state = observeAnswer(state, true);
 * cusumEvidence(state) > 1; // => true
 */
import { EngineError } from '../errors.ts';

/** Plain data. */
export interface CusumState {
  /** Risk that is still accepted, in (0, 0.5). */
  readonly accepted: number;
  /** Risks that are watched for, and the evidence for each. */
  readonly watched: readonly { readonly risk: number; readonly evidence: number }[];
}

const MULTIPLES = [2, 4, 8] as const;
/** A risk of more than this is watched for as this. */
const HIGHEST_WATCHED = 0.95;
/** Keeps the product finite; far above any alarm level. */
const MAX_EVIDENCE = 1e300;

/** `multiples`: worse by how much; 2, 4 and 8 times where absent. Throws `invalid-argument`. */
export function startCusum(accepted: number, multiples: readonly number[] = MULTIPLES): CusumState {
  if (!(accepted > 0 && accepted < 0.5)) {
    throw new EngineError('invalid-argument', `accepted: expected between 0 and 0.5, found ${accepted}`);
  }
  const risks = multiples.map((multiple) => Math.min(HIGHEST_WATCHED, multiple * accepted));
  return { accepted, watched: risks.map((risk) => ({ risk, evidence: 1 })) };
}

/** The state after one more answer. `weight` in (0, 1]. */
export function observeAnswer(state: CusumState, wrong: boolean, weight = 1): CusumState {
  const { accepted } = state;
  const watched = state.watched.map(({ risk, evidence }) => {
    const ratio = wrong ? risk / accepted : (1 - risk) / (1 - accepted);
    const factor = 1 + weight * (ratio - 1);
    return { risk, evidence: Math.min(MAX_EVIDENCE, Math.max(1, evidence) * factor) };
  });
  return { accepted, watched };
}

/** The same evidence, from now on against other rates: as many of `risks` as are watched for. */
export function withRates(state: CusumState, accepted: number, risks: readonly number[]): CusumState {
  const watched = state.watched.map(({ evidence }, i) => ({ risk: risks[i], evidence }));
  return { accepted, watched };
}

/** Compare with A: raise the threshold, or suspend, at or above it. */
export function cusumEvidence(state: CusumState): number {
  return state.watched.reduce((sum, { evidence }) => sum + evidence, 0) / state.watched.length;
}
