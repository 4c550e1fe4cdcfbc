/**
 * Random Fourier features: inner products of them come close to a Gaussian kernel, so that the distance of two means
 * tells whether two heaps of embeddings have the same distribution.
 *
 * phi(x) = sqrt(2 / D) cos(w x + b), w normal with the inverse of the kernel's width, b even over a turn. The width is
 * the median distance of pairs (the usual rule), of 500 drawn ones.
 * Cost: O(vectors · D · dimensions). Source: Rahimi & Recht 2007, "Random features for large-scale kernel machines".
 *
 * @example
 * const [a] = fourierFeatures([Float32Array.of(1, 0), Float32Array.of(0, 1)], new SeededRandom('x'));
 * a.length; // => 128
 */
import type { SeededRandom } from '../math/index.ts';

const FEATURES = 128;
const PAIRS = 500;

/** `width`: of the kernel; the median distance where absent. */
export function fourierFeatures(
  vectors: readonly Float32Array[],
  random: SeededRandom,
  width: number = medianDistance(vectors, random),
): Float64Array[] {
  const dimensions = vectors[0]?.length ?? 0;
  const directions = Array.from({ length: FEATURES }, () => ({
    along: Float64Array.from({ length: dimensions }, () => random.normal() / width),
    turn: random.next() * 2 * Math.PI,
  }));
  const scale = Math.sqrt(2 / FEATURES);
  return vectors.map((vector) =>
    Float64Array.from(directions, ({ along, turn }) => {
      let angle = turn;
      for (let d = 0; d < dimensions; d++) angle += along[d] * vector[d];
      return scale * Math.cos(angle);
    }),
  );
}

function medianDistance(vectors: readonly Float32Array[], random: SeededRandom): number {
  if (vectors.length < 2) return 1;
  const distances = Array.from({ length: PAIRS }, () => {
    const [a, b] = [vectors[random.integer(vectors.length)], vectors[random.integer(vectors.length)]];
    return Math.hypot(...a.map((each, d) => each - b[d]));
  }).sort((a, b) => a - b);
  return distances[PAIRS >> 1] || 1;
}
