/**
 * Upper tails of counts: Poisson, and negative binomial with `mean` and size `k` (variance mean + mean² / k).
 *
 * Here because over-dispersion changes a verdict forty times: 12 where 4 are usual is p = .0009 by Poisson and p = .04
 * where k is 2. A Gamma level with shape a and rate b that is looked at for t days is k = a, mean = a t / b.
 * `k` above 0, infinite for Poisson. Cost: O(sqrt(count + k)), O(sqrt(count)) for Poisson.
 * Source: the tails as incomplete beta and gamma functions, DLMF 8.17.5 and 8.4.9.
 *
 * @example
 * countTail(12, { mean: 4, k: 2 }); // => 0.0385...
 */
import { EngineError } from '../errors.ts';
import { betaCdf, gammaCdf } from '../math/index.ts';

export interface CountLaw {
  readonly mean: number;
  readonly k: number;
}

/** P(X >= count). */
export function countTail(count: number, { mean, k }: CountLaw): number {
  if (!(mean >= 0 && k > 0)) {
    throw new EngineError('invalid-argument', `mean >= 0 and k > 0 expected, found ${mean} and ${k}`);
  }
  const whole = Math.ceil(count);
  if (whole <= 0) return 1;
  if (mean === 0) return 0;
  return Number.isFinite(k)
    ? betaCdf(mean / (mean + k), whole, k)
    : gammaCdf(mean, { shape: whole, rate: 1 });
}

/** The least count that is not exceeded with probability `1 - tail` or more. O(log) tails. */
export function countQuantile(tail: number, law: CountLaw): number {
  let high = 1;
  while (countTail(high + 1, law) > tail) high *= 2;
  let low = 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (countTail(middle + 1, law) > tail) low = middle + 1;
    else high = middle;
  }
  return low;
}
