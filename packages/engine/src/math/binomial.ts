/**
 * Exact binomial tails, and the exact bounds on a share that follow from them.
 *
 * Here because a certificate is a statement about a binomial tail; no normal approximation is used anywhere.
 * `trials` up to 1e6 (tested), `probability` in [0, 1]. Cost: O(sqrt(trials)) for a tail, ten times that for a bound.
 * Source: Clopper & Pearson 1934; the tail as an incomplete beta function, DLMF 8.17.5.
 *
 * @example
 * binomialCdf(0, 45, 0.05);         // => 0.0994... : 45 answers without an error speak for <= 5 % wrong
 * clopperPearsonUpper(0, 45, 0.1);  // => 0.0498...
 */
import { EngineError } from '../errors.ts';
import { betaCdf, betaQuantile, betaUpperTail } from './beta-distribution.ts';

/** P(X <= count) for X ~ Binomial(trials, probability). */
export function binomialCdf(count: number, trials: number, probability: number): number {
  if (count < 0) return 0;
  const whole = Math.floor(count);
  if (whole >= trials) return 1;
  return betaUpperTail(probability, whole + 1, trials - whole);
}

/** P(X >= count) for X ~ Binomial(trials, probability). */
export function binomialUpperTail(count: number, trials: number, probability: number): number {
  const whole = Math.ceil(count);
  if (whole <= 0) return 1;
  if (whole > trials) return 0;
  return betaCdf(probability, whole, trials - whole + 1);
}

/** The largest share that `count` out of `trials` still allows at one-sided error `delta`; 1 without trials. */
export function clopperPearsonUpper(count: number, trials: number, delta: number): number {
  requireCounts(count, trials);
  return count >= trials ? 1 : betaQuantile(1 - delta, count + 1, trials - count);
}

/** The smallest share that `count` out of `trials` still allows at one-sided error `delta`; 0 without trials. */
export function clopperPearsonLower(count: number, trials: number, delta: number): number {
  requireCounts(count, trials);
  return count <= 0 ? 0 : betaQuantile(delta, count, trials - count + 1);
}

function requireCounts(count: number, trials: number): void {
  if (count >= 0 && count <= trials) return;
  throw new EngineError('invalid-argument', `count: expected 0 to ${trials}, found ${count}`);
}
