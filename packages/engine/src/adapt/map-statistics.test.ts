import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { MapStatistics } from './map-statistics.ts';
import { sumScatters } from './scatter.ts';

const SIZE = 16;
const random = new SeededRandom('map statistics');
const exemplars = Array.from({ length: 90 }, (_, i) => ({
  // Four resolutions of many exemplars, five of one.
  resolution: i < 85 ? `many-${i % 4}` : `one-${i}`,
  vector: Int8Array.from({ length: SIZE }, () => random.integer(255) - 127),
}));

function statisticsOf(given: readonly (typeof exemplars)[number][]): MapStatistics {
  const statistics = new MapStatistics(SIZE);
  for (const { resolution, vector } of given) statistics.add(resolution, vector);
  return statistics;
}

describe('scatter', () => {
  it('is what its definition says', () => {
    const scatter = statisticsOf(exemplars).scatter();
    const within = new Float64Array(SIZE * SIZE);
    const between = new Float64Array(SIZE * SIZE);
    const meanSum = new Float64Array(SIZE);
    for (const name of new Set(exemplars.map(({ resolution }) => resolution))) {
      const own = exemplars.filter(({ resolution }) => resolution === name).map(({ vector }) => vector);
      const mean = Array.from(meanSum, (_, i) => own.reduce((sum, x) => sum + x[i], 0) / own.length);
      for (let i = 0; i < SIZE; i++) {
        meanSum[i] += mean[i];
        for (let j = 0; j < SIZE; j++) {
          between[i * SIZE + j] += mean[i] * mean[j];
          for (const x of own) within[i * SIZE + j] += (x[i] - mean[i]) * (x[j] - mean[j]);
        }
      }
    }
    expect(scatter).toMatchObject({ exemplars: 90, resolutions: 9 });
    const scale = 90 * 127 ** 2;
    within.forEach((value, at) => expect((scatter.within[at] - value) / scale).toBeCloseTo(0, 12));
    between.forEach((value, at) => expect((scatter.between[at] - value) / scale).toBeCloseTo(0, 12));
    meanSum.forEach((value, at) => expect(scatter.meanSum[at]).toBeCloseTo(value, 9));
  });

  it('adds up over different resolutions', () => {
    const isLeft = ({ resolution }: { resolution: string }) => resolution < 'many-2';
    const parts = [exemplars.filter(isLeft), exemplars.filter((each) => !isLeft(each))];
    const sum = sumScatters(
      parts.map((part) => statisticsOf(part).scatter()),
      SIZE,
    );
    const whole = statisticsOf(exemplars).scatter();
    expect(sum).toMatchObject({ exemplars: 90, resolutions: 9 });
    whole.within.forEach((value, at) => expect(sum.within[at]).toBeCloseTo(value, 6));
    whole.between.forEach((value, at) => expect(sum.between[at]).toBeCloseTo(value, 6));
  });
});

describe('exemplars taken out', () => {
  it('leave the same bytes as if they had never been there', () => {
    // One of each leaves a resolution with none, with one, and with several.
    const gone = exemplars.filter((_, i) => i < 60 || i === 88);
    const statistics = statisticsOf(exemplars);
    for (const { resolution, vector } of random.shuffle(gone)) statistics.remove(resolution, vector);
    const left = exemplars.filter((each) => !gone.includes(each));
    expect(statistics.scatter()).toEqual(statisticsOf(left).scatter());
  });

  it('and their order leaves no trace', () => {
    expect(statisticsOf(random.shuffle(exemplars)).scatter()).toEqual(statisticsOf(exemplars).scatter());
  });

  it('must have been there, and vectors have the right length', () => {
    const statistics = statisticsOf(exemplars);
    expect(() => statistics.remove('unknown', exemplars[0].vector)).toThrow('found unknown');
    expect(() => statistics.add('many-1', new Int8Array(8))).toThrow('expected 16');
  });
});
