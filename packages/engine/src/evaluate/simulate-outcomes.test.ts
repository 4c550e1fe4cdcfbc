import { describe, expect, it } from 'vitest';
import type { Signal } from '../domain.ts';
import { simulateOutcomes } from './simulate-outcomes.ts';

const WEEK_MS = 7 * 86_400_000;
const COUNT = 4_000;

function shares(correct: boolean, hidden: number): (signal: Signal | 'silent') => number {
  const counts = new Map<Signal | 'silent', number>();
  for (let index = 0; index < COUNT; index++) {
    const [outcome] = simulateOutcomes({ decision_id: `d${index}`, correct, at_ms: 0 }, { seed: 1, hidden });
    const signal = outcome?.signal ?? 'silent';
    counts.set(signal, (counts.get(signal) ?? 0) + 1);
  }
  return (signal) => (counts.get(signal) ?? 0) / COUNT;
}

/** Four standard errors of a share of this many. */
const isNear = (found: number, expected: number): boolean =>
  Math.abs(found - expected) <= 4 * Math.sqrt((expected * (1 - expected)) / COUNT);

describe('simulateOutcomes', () => {
  it('after a right answer: 55 % confirm, 35 % say nothing, 10 % come again', () => {
    const share = shares(true, 0.6);
    expect(isNear(share('confirmed'), 0.55)).toBe(true);
    expect(isNear(share('silent'), 0.35)).toBe(true);
    expect(isNear(share('came-again'), 0.1)).toBe(true);
  });

  it.each([0, 0.2, 0.6, 0.8, 1])(
    'after a wrong one, %d of them look resolved, as right ones do',
    (hidden) => {
      const share = shares(false, hidden);
      expect(isNear(share('confirmed') + share('silent'), hidden)).toBe(true);
      expect(isNear(share('confirmed'), (hidden * 0.55) / 0.9)).toBe(true);
      expect(isNear(share('asked-for-human'), (1 - hidden) / 2)).toBe(true);
      expect(isNear(share('reopened'), (1 - hidden) / 2)).toBe(true);
    },
  );

  it('tells nothing of a decision from the others: each has its own draws', () => {
    const one = (decision_id: string, seed = 1) =>
      simulateOutcomes({ decision_id, correct: false, at_ms: 50 }, { seed, hidden: 0.4 });
    expect(one('a')).toEqual(one('a'));
    const signals = new Set(Array.from({ length: 30 }, (_, i) => one(`d${i}`)[0]?.signal));
    expect(signals.size).toBe(4);
    expect(Array.from({ length: 30 }, (_, seed) => one('a', seed)).some((each) => each.length === 0)).toBe(
      true,
    );
  });

  it('happens after the answer, within a week, sooner or later by what it is', () => {
    const delays = new Map<Signal, number[]>();
    for (let index = 0; index < 500; index++) {
      const answer = { decision_id: `d${index}`, correct: index % 2 === 0, at_ms: 1_000 };
      for (const { signal, at_ms } of simulateOutcomes(answer, { seed: 1, hidden: 0 })) {
        expect(at_ms >= 1_000 && at_ms <= 1_000 + WEEK_MS).toBe(true);
        delays.set(signal, [...(delays.get(signal) ?? []), at_ms]);
      }
    }
    const middle = (signal: Signal) => {
      const sorted = (delays.get(signal) ?? []).toSorted((a, b) => a - b);
      return sorted[sorted.length >> 1];
    };
    expect(middle('confirmed')).toBeLessThan(middle('asked-for-human'));
    expect(middle('asked-for-human')).toBeLessThan(middle('reopened'));
    expect(middle('reopened')).toBeLessThan(middle('came-again'));
  });

  it('refuses a share that is none', () => {
    const answer = { decision_id: 'd', correct: true, at_ms: 0 };
    expect(() => simulateOutcomes(answer, { seed: 1, hidden: 1.2 })).toThrow('expected 0 to 1, found 1.2');
  });
});
