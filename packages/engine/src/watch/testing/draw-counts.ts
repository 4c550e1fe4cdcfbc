/**
 * Counts to try the watch on: negative binomial with `mean` and size `k` (variance mean + mean² / k), Poisson for an
 * infinite k. Drawn as a Poisson count of a Gamma level. Cost: O(mean + k).
 */
import type { SeededRandom } from '../../math/index.ts';

export function drawCount(random: SeededRandom, { mean, k }: { mean: number; k: number }): number {
  return poisson(random, Number.isFinite(k) ? (gamma(random, k) * mean) / k : mean);
}

function poisson(random: SeededRandom, mean: number): number {
  let left = mean;
  let count = -1;
  do {
    left += Math.log(1 - random.next());
    count++;
  } while (left >= 0);
  return count;
}

/** Marsaglia & Tsang 2000 (doi:10.1145/358407.358414); shapes below 1 by the power of a uniform. */
function gamma(random: SeededRandom, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
