import { describe, expect, it } from 'vitest';
import { type Decision, decidedIn, withReturns } from './decisions.ts';

const options = { least_count: 2, least_decided: 0.25, least_log_odds: 1 };

function decision(from: string, seen: string, to: string, count: number): Decision {
  return { from, seen, to, count };
}

function named(decisions: readonly Decision[]): string[] {
  return decisions.map(({ from, seen, to, count }) => `${from} ${seen} ${to} ${count}`);
}

describe('what an observation decides', () => {
  it('is what is likelier with it than with other observations, for certain', () => {
    const asked = (yes: readonly [number, number], no: readonly [number, number]) => [
      decision('offer', '?yes', 'book', yes[0]),
      decision('offer', '?yes', 'ask', yes[1]),
      decision('offer', '?no', 'book', no[0]),
      decision('offer', '?no', 'ask', no[1]),
    ];
    const books = (decisions: readonly Decision[], least_log_odds: number) =>
      decidedIn(decisions, { ...options, least_log_odds }).some(
        ({ seen, to }) => seen === '?yes' && to === 'book',
      );
    // ln(20.5 · 48.5 / (10.5 · 12.5)) − 1.64 · √(1/20.5 + 1/10.5 + 1/12.5 + 1/48.5) = 2.025 − .811
    const many = asked([20, 10], [12, 48]);
    expect([books(many, 1.21), books(many, 1.22)]).toEqual([true, false]);
    // The same shares in a fifth of the paths: 1.861 − 1.630.
    const few = asked([4, 2], [3, 12]);
    expect([books(few, 0.23), books(few, 0.24)]).toEqual([true, false]);
  });

  it('is nothing where the same is done whatever was seen', () => {
    const same = [decision('ask', '?yes', 'find', 20), decision('ask', '?no', 'find', 20)];
    expect(decidedIn(same, options)).toEqual([]);
  });

  it('is compared with the times without an observation where others are rare', () => {
    const seen = [decision('offer', '?no', 'part', 20), decision('offer', '?no', 'ask', 2)];
    const unseen = [decision('offer', '', 'part', 5), decision('offer', '', 'ask', 60)];
    expect(named(decidedIn([...seen, ...unseen], options))).toEqual(['offer ?no part 20']);
    const like = [decision('offer', '', 'part', 40), decision('offer', '', 'ask', 4)];
    expect(decidedIn([...seen, ...like], options)).toEqual([]);
  });

  it('is what comes after the only observation that is ever made there, if it is made mostly', () => {
    const read = (often: number) => [
      decision('more', '?no', 'part', often),
      decision('more', '', 'part', 10),
    ];
    expect(named(decidedIn(read(11), options))).toEqual(['more ?no part 11']);
    expect(decidedIn(read(9), options)).toEqual([]);
  });
});

describe('steps back', () => {
  const order = ['greet', 'name', 'day', 'call', 'offer'];
  const again = [
    decision('offer', '?no', 'call', 40),
    decision('offer', '?no', 'day', 3),
    decision('call', '?taken', 'call', 5),
  ];
  const forward = [decision('day', '?said', 'call', 50), decision('day', '', 'name', 2)];
  const least = { share: 0.05, count: 2 };

  it('lead to the earliest question that is ever gone back to, though agents call again at once', () => {
    // 3 of 48 steps back are to the day, none to what comes before it; the swapped questions are no step back.
    expect(named(withReturns([...again, ...forward], order, least))).toEqual([
      'offer ?no day 43',
      'call ?taken day 5',
      'day ?said call 50',
      'day  name 2',
    ]);
  });

  it('stay with the call where going further back is an accident', () => {
    expect(named(withReturns(again, order, { share: 0.07, count: 2 }))).toContain('offer ?no call 43');
    expect(named(withReturns(again, order, { share: 0.05, count: 4 }))).toContain('offer ?no call 43');
  });

  it('are not invented', () => {
    expect(withReturns([decision('day', '', 'call', 5)], order, least)).toEqual([
      decision('day', '', 'call', 5),
    ]);
  });
});
