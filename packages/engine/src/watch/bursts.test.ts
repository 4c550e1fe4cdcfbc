import { describe, expect, it } from 'vitest';
import { findBursts, type WatchedKey } from './bursts.ts';
import { levelBefore } from './expected-counts.ts';

const DAYS = 60;
const of = (key: string, count: (day: number) => number, more: Partial<WatchedKey> = {}): WatchedKey => ({
  key,
  counts: Array.from({ length: DAYS }, (_, day) => count(day)),
  accountsSince: () => 9,
  ...more,
});
const watch = (...keys: WatchedKey[]) =>
  findBursts({
    keys,
    traffic: Array.from({ length: DAYS }, (_, day) =>
      keys.reduce((sum, { counts }) => sum + counts[day], 40),
    ),
  });
const last = DAYS - 1;

describe('bursts', () => {
  it('are seen on the day on which they come, with what was usual', () => {
    const [burst, ...others] = watch(
      of('lamp', (day) => (day === last ? 12 : day % 2)),
      of('door', () => 2),
    );
    expect(others).toEqual([]);
    expect(burst).toMatchObject({ key: 'lamp', count: 12, days: 1, alone: true });
    expect(burst.expected).toBeGreaterThan(0.3);
    expect(burst.expected).toBeLessThan(0.8);
    expect(burst.by_day).toEqual([{ count: 12, expected: burst.expected, high: expect.any(Number) }]);
    expect(burst.by_day[0].high).toBeLessThan(12);
  });

  it('are seen where they come slowly, in a longer window', () => {
    const [burst] = watch(of('cox', (day) => (day > last - 14 ? 1 : day % 14 === 0 ? 1 : 0)));
    expect(burst).toMatchObject({ key: 'cox', days: 14, count: 14 });
  });

  it('need five conversations, three accounts, four weeks of history', () => {
    expect(watch(of('lamp', (day) => (day === last ? 5 : 0)))).toHaveLength(1);
    expect(watch(of('lamp', (day) => (day === last ? 4 : 0)))).toEqual([]);
    expect(watch(of('lamp', (day) => (day === last ? 9 : 0), { accountsSince: () => 2 }))).toEqual([]);
    const short = { keys: [of('lamp', () => 9)], traffic: Array.from({ length: 28 }, () => 9) };
    expect(findBursts(short)).toEqual([]);
  });

  it('are none where all traffic grew, or where each Monday is like that', () => {
    const grown = Array.from({ length: 10 }, (_, i) => of(`key-${i}`, (day) => (day === last ? 20 : 4)));
    const traffic = Array.from({ length: DAYS }, (_, day) => (day === last ? 200 : 40));
    expect(findBursts({ keys: grown, traffic })).toEqual([]);
    expect(findBursts({ keys: grown, traffic: traffic.map(() => 40) })).toHaveLength(10);
    const mondays = of('backup', (day) => (day % 7 === last % 7 ? 9 : 0));
    expect(watch(mondays)).toEqual([]);
  });

  it('are harder to be where counts are wild', () => {
    const p = (usual: (day: number) => number) =>
      watch(of('lamp', (day) => (day === last ? 14 : usual(day))))[0]?.p ?? 1;
    expect(p((day) => (day % 5 === 0 ? 10 : 0))).toBeGreaterThan(100 * p(() => 2));
  });

  it('do not raise what is usual while they are known', () => {
    const counts = Array.from({ length: DAYS }, (_, day) => (day >= 40 && day < 50 ? 30 : 2));
    const traffic = counts.map((count) => count + 40);
    const excluded = new Set(Array.from({ length: 10 }, (_, i) => 40 + i));
    expect(levelBefore({ counts, excluded }, traffic, last).daily[last]).toBeLessThan(3);
    expect(levelBefore({ counts }, traffic, last).daily[last]).toBeGreaterThan(5);
  });
});
