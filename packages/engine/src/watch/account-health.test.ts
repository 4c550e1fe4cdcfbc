import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/index.ts';
import { type AccountContacts, accountHealth } from './account-health.ts';
import { backtestHealth } from './health-backtest.ts';

const account = (name: string, given: Partial<AccountContacts> = {}): AccountContacts => ({
  account: name,
  contacts: 10,
  unresolved: 2,
  repeated: 1,
  negative: 1,
  novel: 1,
  at_stake: 1,
  recent: 3,
  earlier: 3,
  ...given,
});
const peers = Array.from({ length: 20 }, (_, i) =>
  account(`peer-${i}`, { unresolved: 1 + (i % 3), negative: i % 3 }),
);

describe('accountHealth', () => {
  it('says nothing below three contacts', () => {
    const scores = accountHealth([...peers, account('new', { contacts: 2, unresolved: 2 })]);
    expect(scores.get('new')).toEqual({ score: null, parts: [] });
  });

  it('shrinks a share as if ten more contacts had been average', () => {
    const two = [account('a', { unresolved: 6 }), account('b', { unresolved: 2 })];
    const part = accountHealth(two)
      .get('a')
      ?.parts.find(({ name }) => name === 'unresolved');
    // All: 8 of 20. Its own: (6 + 10 · 0.4) / 20, against a spread of 0.1.
    expect(part?.usual).toBeCloseTo(0.4, 12);
    expect(part?.share).toBeCloseTo(0.5, 12);
    expect(part?.z).toBeCloseTo(1, 12);
    expect(part?.adds).toBeCloseTo(-0.6, 12);
  });

  it('is one half where all are alike, lower where more went wrong, whatever the order', () => {
    const alike = accountHealth(Array.from({ length: 5 }, (_, i) => account(`same-${i}`)));
    for (const { score } of alike.values()) expect(score).toBeCloseTo(0.5, 12);
    const scoreWith = (unresolved: number) =>
      accountHealth([...peers, account('one', { unresolved })]).get('one')?.score ?? 0;
    expect(scoreWith(9)).toBeLessThan(scoreWith(5));
    expect(scoreWith(5)).toBeLessThan(scoreWith(0));
    const turned = accountHealth(peers.toReversed());
    for (const [name, { score }] of accountHealth(peers))
      expect(turned.get(name)?.score).toBeCloseTo(score ?? 0, 12);
  });
});

describe('backtestHealth', () => {
  const scores = (left: readonly number[], stayed: readonly number[]) => [
    ...left.map((score) => ({ score, left: true })),
    ...stayed.map((score) => ({ score, left: false })),
  ];

  it('is the share of pairs in the right order', () => {
    // 0.1 < 0.3, 0.9; 0.5 > 0.3, < 0.9: 3 of 4.
    expect(backtestHealth(scores([0.1, 0.5], [0.3, 0.9])).auroc?.value).toBe(0.75);
    expect(backtestHealth(scores([0.5], [0.5])).auroc?.value).toBe(0.5);
  });

  it('is a prediction only with enough of either kind, and above chance for sure', () => {
    const low = Array.from({ length: 12 }, (_, i) => 0.1 + i / 100);
    const high = Array.from({ length: 30 }, (_, i) => 0.5 + i / 100);
    expect(backtestHealth(scores(low, high)).is_prediction).toBe(true);
    expect(backtestHealth(scores(low.slice(0, 9), high)).is_prediction).toBe(false);
    expect(backtestHealth(scores(high, low)).is_prediction).toBe(false);
    expect(backtestHealth([])).toMatchObject({ auroc: null, is_prediction: false });
  });

  it('scores that know nothing are called a prediction in at most a tenth of worlds', () => {
    const random = new SeededRandom('knows nothing');
    const draw = (count: number) => Array.from({ length: count }, () => random.next());
    const called = Array.from({ length: 300 }, () => backtestHealth(scores(draw(15), draw(60)))).filter(
      (found) => found.is_prediction,
    ).length;
    // One side of a 90 % interval: 5 %, and three standard errors.
    expect(called / 300).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
  });

  it('the interval holds the truth as often as it says', () => {
    const random = new SeededRandom('interval');
    let held = 0;
    for (let run = 0; run < 300; run++) {
      // Normal scores one standard deviation apart: AUROC = Φ(1 / √2).
      const left = Array.from({ length: 30 }, () => random.normal());
      const stayed = Array.from({ length: 80 }, () => random.normal() + 1);
      const { low, high } = backtestHealth(scores(left, stayed)).auroc ?? { low: 0, high: 0 };
      held += Number(low <= 0.7602 && 0.7602 <= high);
    }
    expect(held / 300).toBeGreaterThan(0.84);
    expect(held / 300).toBeLessThan(0.96);
  });
});
