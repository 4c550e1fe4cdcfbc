/**
 * An e-process: evidence that the share of wrong answers is below alpha, valid at every moment.
 *
 * Here because a certificate that is recomputed daily is looked at daily: p-values then break their promise (one
 * start of Learn then Test, looked at nightly for 90 days: 32 %), e-values do not (Ville: the evidence ever reaches
 * 1 / delta with probability at most delta while the risk is at or above alpha). It costs a slower unlock.
 * The wealth of a bettor whose guess of the risk is spread over (0, alpha) as a Beta(1, 4 / alpha - 1) cut off at
 * alpha; it depends on the counts only, so it can be recomputed from a ledger in any order. For labels of equal
 * propensity and one frozen score: begin anew when the model changes.
 * Cost: O(sqrt(n)). Source: Waudby-Smith & Ramdas 2024; Ville 1939; mixtures after Robbins 1970.
 *
 * @example
 * logEvidence({ labelled: 100, wrong: 0 }, 0.05); // => 4.3288... : certified at delta = .1, as it is above ln 10
 */
import { lnBeta, lnBetaCdf } from '../math/beta-distribution.ts';
import type { Counts } from './p-values.ts';

/** Mean of the uncut mixture: alpha / 4. */
const ALPHA_PER_MEAN = 4;

/** ln of the evidence against "risk >= alpha"; 0 without labels, negative where the labels speak for it. */
export function logEvidence(counts: Counts, alpha: number): number {
  const right = counts.labelled - counts.wrong;
  const [a, b] = [1, ALPHA_PER_MEAN / alpha - 1];
  const mixture = logCutBeta({ a: a + counts.wrong, b: b + right, alpha }) - logCutBeta({ a, b, alpha });
  return mixture - counts.wrong * Math.log(alpha) - right * Math.log1p(-alpha);
}

/** ln of the integral of q^(a-1) (1-q)^(b-1) over (0, alpha). */
function logCutBeta({ a, b, alpha }: { a: number; b: number; alpha: number }): number {
  return lnBeta(a, b) + lnBetaCdf(alpha, a, b);
}
