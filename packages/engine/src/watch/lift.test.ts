import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { falseDiscoveryRates } from './false-discovery.ts';
import { findLifts } from './lift.ts';
import { type AskedQuestion, countCells } from './lift-cells.ts';
import { chanceOf, fitShrinkage, shrunkLift } from './shrunk-lift.ts';

const DAY_MS = 86_400_000;
const PAGES = ['page:/a', 'page:/b', 'page:/c', 'page:/d'];
const PLANS = ['plan:free', 'plan:team'];

/** Topics, pages and plans that have nothing to do with each other; every account asks once in a while. */
function unrelated(random: SeededRandom, count: number): AskedQuestion[] {
  return Array.from({ length: count }, (_, index) => ({
    topic: `topic-${random.integer(12)}`,
    account: `account-${random.integer(300)}`,
    tokens: [PAGES[random.integer(4)], PLANS[random.integer(2)]],
    at_ms: Math.floor((index / count) * 90 * DAY_MS),
  }));
}

/** `count` questions of one topic from one place, each of another account. */
const planted = (topic: string, tokens: readonly string[], count: number): AskedQuestion[] =>
  Array.from({ length: count }, (_, index) => ({
    topic,
    account: `planted-${index}`,
    tokens,
    at_ms: index * DAY_MS,
  }));

describe('false discovery rates', () => {
  it('are those of the worked example of Benjamini and Hochberg, and count what was left out', () => {
    expect(falseDiscoveryRates([0.01, 0.04, 0.03]).map((q) => Number(q.toFixed(6)))).toEqual([
      0.03, 0.04, 0.04,
    ]);
    expect(falseDiscoveryRates([0.01, 0.04, 0.03], 4)[0]).toBeCloseTo(0.04, 12);
    expect(falseDiscoveryRates([], 10)).toEqual([]);
  });
});

describe('the chance of a cell', () => {
  it.each([
    // The lady tasting tea: 4 of 4 cups, 1 in 70; 3 or more, 17 in 70.
    [4, 1 / 70],
    [3, 17 / 70],
    [0, 1],
    [5, 0],
  ])('of %d is Fisher’s', (count, p) => {
    expect(chanceOf(count, { row: 4, column: 4, all: 8 })).toBeCloseTo(p, 12);
  });

  it('is the sum over all tables, at sizes that can be counted through', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    const [row, column, all] = [9, 14, 40];
    for (let count = 0; count <= 9; count++) {
      let sum = 0;
      for (let n = count; n <= 9; n++)
        sum += (choose(column, n) * choose(all - column, row - n)) / choose(all, row);
      expect(chanceOf(count, { row, column, all })).toBeCloseTo(sum, 10);
    }
  });
});

describe('a shrunk lift', () => {
  it('is the mean of its posterior between its quantiles', () => {
    const { value, low, high } = shrunkLift({ count: 12, expected: 3 }, 2);
    expect(value).toBeCloseTo(14 / 5, 12);
    // Quantiles of χ² with 28 degrees of freedom (tables: 16.928 and 41.337), halved and over the rate.
    expect(low).toBeCloseTo(16.928 / 2 / 5, 3);
    expect(high).toBeCloseTo(41.337 / 2 / 5, 3);
  });

  it('more evidence at the same ratio never lowers the lower end', () => {
    let before = 0;
    for (const size of [1, 2, 4, 8, 16, 32]) {
      const { low } = shrunkLift({ count: 4 * size, expected: size }, 2);
      expect(low).toBeGreaterThan(before);
      before = low;
    }
  });

  it('shrinks most where cells are alike', () => {
    const alike = Array.from({ length: 200 }, () => ({ count: 10, expected: 10 }));
    const unlike = Array.from({ length: 200 }, (_, i) => ({ count: i % 2 === 0 ? 40 : 1, expected: 10 }));
    expect(fitShrinkage(alike)).toBe(2);
    expect(fitShrinkage(unlike)).toBeLessThan(1);
  });
});

describe('findLifts', () => {
  const random = new SeededRandom('lifts');
  const world = [...unrelated(random, 2_000), ...planted('topic-3', ['page:/b', 'plan:free'], 60)];

  it('names the page of one plan, and not the page or the plan alone', () => {
    const { lifts } = findLifts(world);
    expect(lifts.map(({ topic, tokens }) => [topic, ...tokens])).toEqual([
      ['topic-3', 'page:/b', 'plan:free'],
    ]);
    const [{ count, expected, low, accounts }] = lifts;
    expect(count / expected).toBeGreaterThan(2);
    expect(low).toBeGreaterThan(1.5);
    expect(accounts).toBeGreaterThan(60);
  });

  it('names the page alone where every plan has it', () => {
    const pages = PLANS.flatMap((plan) => planted('topic-5', ['page:/c', plan], 90)).map((each, index) => ({
      ...each,
      account: `all-${index}`,
    }));
    const { lifts } = findLifts([...unrelated(new SeededRandom('page'), 2_000), ...pages]);
    expect(lifts.map(({ topic, tokens }) => [topic, ...tokens])).toEqual([['topic-5', 'page:/c']]);
  });

  it('takes the questions in any order', () => {
    expect(findLifts(random.shuffle(world))).toEqual(findLifts(world));
  });

  it('one account that asks again and again is one question a week', () => {
    const flood = planted('topic-3', ['page:/b', 'plan:free'], 60).map((each) => ({
      ...each,
      account: 'loud',
    }));
    expect(findLifts([...unrelated(new SeededRandom('flood'), 2_000), ...flood]).lifts).toEqual([]);
    const [{ at_ms, ...one }] = flood;
    const twice = [one, one].map((each, index) => ({ ...each, at_ms: at_ms + 6 * index * DAY_MS }));
    expect(countCells(twice).questions).toHaveLength(1);
  });

  it('what another part of the context explains is not reported: Simpson’s paradox', () => {
    // Team asks about exports, and team is nearly always on /d; on either plan the page makes no difference.
    const rest = new SeededRandom('simpson');
    const people = Array.from({ length: 3_000 }, (_, index): AskedQuestion => {
      const isTeam = rest.next() < 0.3;
      const isThere = rest.next() < (isTeam ? 0.7 : 0.1);
      return {
        topic: rest.next() < (isTeam ? 0.4 : 0.04) ? 'export' : `topic-${rest.integer(9)}`,
        account: `account-${index}`,
        tokens: [isThere ? 'page:/d' : 'page:/a', isTeam ? 'plan:team' : 'plan:free'],
        at_ms: index * 60_000,
      };
    });
    const cell = countCells(people).cells.find(
      ({ topic, tokens }) => topic === 'export' && tokens.join() === 'page:/d',
    );
    expect((cell?.count ?? 0) / (cell?.expected ?? 1)).toBeGreaterThan(1.8);
    expect(findLifts(people).lifts.map(({ tokens }) => tokens.join())).toEqual(['plan:team']);
  });

  it('finds next to nothing where there is nothing', () => {
    let found = 0;
    for (let seed = 0; seed < 30; seed++)
      found += findLifts(unrelated(new SeededRandom(`none/${seed}`), 1_500)).lifts.length;
    expect(found).toBeLessThanOrEqual(1);
  });
});
