import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { SeededRandom } from './seeded-random.ts';

describe('SeededRandom', () => {
  it('is sfc32, number for number', () => {
    const random = new SeededRandom(golden.sfc32.seed);
    expect(golden.sfc32.values.map(() => random.bits32())).toEqual(golden.sfc32.values);
  });

  it('goes on from a saved state as if it had never stopped', () => {
    const random = new SeededRandom(7);
    random.normal();
    const place = JSON.stringify(random.save());
    const expected = Array.from({ length: 50 }, () => random.next());
    const again = SeededRandom.load(JSON.parse(place));
    expect(Array.from({ length: 50 }, () => again.next())).toEqual(expected);
  });

  it('draws integers evenly: chi-square over 20 cells below the 99.9 % point', () => {
    const random = new SeededRandom('even');
    const counts = Array.from<number>({ length: 20 }).fill(0);
    for (let draw = 0; draw < 40_000; draw++) counts[random.integer(20)] += 1;
    expect(counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(43.8);
  });

  it('draws normal numbers: four moments within four standard errors', () => {
    const random = new SeededRandom('normal');
    const size = 50_000;
    const draws = Array.from({ length: size }, () => random.normal());
    const moment = (power: number) => draws.reduce((sum, value) => sum + value ** power, 0) / size;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(size));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / size));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / size));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / size));
  });

  it('shuffles a copy, and every order is as likely as any other', () => {
    const random = new SeededRandom('shuffle');
    const items = Object.freeze(['a', 'b', 'c']);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 12_000; draw++) {
      const order = random.shuffle(items).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values())
      expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(2000 * (5 / 6)));
  });

  it('seeds that are close give numbers that are not', () => {
    const first = Array.from({ length: 1000 }, (_, seed) => new SeededRandom(seed).next());
    expect(new Set(first).size).toBe(1000);
    const mean = first.reduce((sum, value) => sum + value, 0) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 1000));
  });
});
