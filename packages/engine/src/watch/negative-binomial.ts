/**
 * Upper tails of counts: Poisson, and negative binomial with `mean` and size `k` (variance mean + mean² / k).
 *
 * Here because over-dispersion changes a verdict forty times: 12 where 4 are usual is p = .0009 by Poisson and p = .04
 * where k is 2. A Gamma level with shape a and rate b that is looked at for t days is k = a, mean = a t / b.
 * `k` above 0, infinite for Poisson. Cost: O(sqrt(count + k)), O(count + mean) for Poisson.
 * Source: the tail as an incomplete beta function, DLMF 8.17.5.
 *
 * @example
 * countTail(12, { mean: 4, k: 2 }); // => 0.0385...
 */
import { EngineError } from '../errors.ts';
import { betaCdf, lnGamma } from '../math/index.ts';

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
  return Number.isFinite(k) ? betaCdf(mean / (mean + k), whole, k) : poissonTail(whole, mean);
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

function poissonTail(count: number, mean: number): number {
  if (count <= mean) return 1 - sumDown(count - 1, mean);
  let term = Math.exp(count * Math.log(mean) - mean - lnGamma(count + 1));
  let sum = 0;
  for (let x = count; term > sum * 1e-17; x++) {
    sum += term;
    term *= mean / (x + 1);
  }
  return sum;
}

/** P(X <= count), from the largest term down. */
function sumDown(count: number, mean: number): number {
  let term = Math.exp(count * Math.log(mean) - mean - lnGamma(count + 1));
  let sum = 0;
  for (let x = count; x >= 0; x--) {
    sum += term;
    term *= x / mean;
  }
  return sum;
}
