import { describe, expect, it } from 'vitest';
import { fitMap, type MapKind } from './fit-map.ts';
import { VectorMap } from './learned-map.ts';
import { MapStatistics } from './map-statistics.ts';

const SIZE = 16;

/** Made the same way in NumPy: the values below are cosines of mapped rows there, in floats. */
function row(i: number): Int8Array {
  const t = i % 4;
  return Int8Array.from({ length: SIZE }, (_, k) => {
    const own = ((i * i * 7 + k * k * 13 + i * k * 5) % 61) - 30;
    return own + ((t * t * 5 + t * k * 17 + k * 3) % 41) - 20;
  });
}

const rows = Array.from({ length: 24 }, (_, i) => row(i));
/** Five exemplars of one resolution, six of three, and one alone. */
const topicOf = (i: number) => (i === 23 ? 'alone' : `topic-${i % 4}`);

function golden(kind: MapKind): VectorMap {
  const statistics = new MapStatistics(SIZE);
  for (const [i, vector] of rows.entries()) statistics.add(topicOf(i), vector);
  const map = fitMap(statistics.scatter(), { kind, version: 3 });
  if (map === null) throw new Error('expected a map');
  expect(map.version).toBe(3);
  return new VectorMap(map);
}

function cosine(a: Int8Array, b: Int8Array): number {
  const dot = (x: Int8Array, y: Int8Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('a fitted map', () => {
  // NumPy 2.4: K = inv(W) - inv(W + B) and inv(W) with shrunk covariances, or MᵀM of the ridge map; xᵀKy normalised.
  // Rounding results of length 80 to integers moves a cosine by up to .02.
  it.each<[MapKind, number[]]>([
    ['two-covariance', [0.2414, 0.6157, 0.6438, 0.4031, -0.2716]],
    ['whitening', [0.1942, 0.2505, 0.3036, 0.3653, -0.1919]],
    ['ridge', [0.4649, 0.5892, 0.3365, 0.4603, -0.104]],
  ])('gives the cosines of an independent implementation: %s', (kind, expected) => {
    const map = golden(kind);
    const pairs = [
      [0, 1],
      [0, 4],
      [2, 6],
      [3, 23],
      [5, 8],
    ];
    const found = pairs.map(([a, b]) => cosine(map.apply(rows[a]), map.apply(rows[b])));
    for (const [at, value] of expected.entries()) expect(Math.abs(found[at] - value)).toBeLessThan(0.02);
  });

  it('is none where there is nothing to learn from', () => {
    const scatterOf = (topics: readonly string[]) => {
      const statistics = new MapStatistics(SIZE);
      for (const [i, topic] of topics.entries()) statistics.add(topic, rows[i]);
      return statistics.scatter();
    };
    const kind = 'two-covariance';
    expect(fitMap(scatterOf([]), { kind, version: 1 })).toBeNull();
    expect(fitMap(scatterOf(['a', 'b', 'c']), { kind, version: 1 })).toBeNull();
    expect(fitMap(scatterOf(['a', 'a', 'a']), { kind, version: 1 })).toBeNull();
    expect(fitMap(scatterOf(['a', 'a', 'b']), { kind, version: 1 })).not.toBeNull();
  });

  it('is none where the questions of each resolution are one and the same', () => {
    const statistics = new MapStatistics(SIZE);
    for (const topic of ['a', 'a', 'b', 'b']) statistics.add(topic, rows[topic === 'a' ? 0 : 1]);
    expect(fitMap(statistics.scatter(), { kind: 'two-covariance', version: 1 })).toBeNull();
  });
});

describe('applying', () => {
  it('keeps the length of a vector, and leaves zeros alone', () => {
    const map = golden('two-covariance');
    const length = (x: Int8Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
    for (const vector of rows) {
      expect(Math.abs(length(map.apply(vector)) / length(vector) - 1)).toBeLessThan(0.03);
    }
    expect(map.apply(new Int8Array(SIZE))).toEqual(new Int8Array(SIZE));
  });

  it('gives the same again, whatever was applied in between', () => {
    const map = golden('two-covariance');
    const first = map.apply(rows[4]);
    map.apply(rows[5]);
    expect(map.apply(rows[4])).toEqual(first);
  });

  it('refuses a map that is not square', () => {
    const values = new Int8Array(17);
    expect(() => new VectorMap({ version: 1, values, scales: new Float32Array(16) })).toThrow(
      'expected 256 values',
    );
  });
});
