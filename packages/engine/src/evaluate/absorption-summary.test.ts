import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorptionOf } from './absorption-summary.ts';

/** One letter a ticket: `h` goes to people and the first suggestion was wrong, `s` goes to people and it was right. */
const KINDS = {
  h: { autonomous: false, correct: false, revealed: true },
  s: { autonomous: false, correct: true, revealed: true },
  a: { autonomous: true, correct: true, revealed: false },
  x: { autonomous: true, correct: false, revealed: false },
} as const;

type Letter = keyof typeof KINDS;
const tickets = (issue: string, letters: string) =>
  Array.from(letters, (letter) => ({ right: [issue], ...KINDS[letter as Letter] }));

describe('absorption, worked by hand', () => {
  it('tells the memory, the whole, and the wait for a certificate apart', () => {
    const records = [
      ...tickets('old', 'hhsssss'), // suggested after 2
      ...tickets('first', 'hssa'), // the first autonomous answer
      ...tickets('born later', 'hsaaa'), // 2, suggested after 1
      ...tickets('old', 'aaaaa'), // 7 in all
      ...tickets('first', 'a'), // 3, suggested after 1
      ...tickets('last', 'hhhsa'), // 4, suggested after 3
    ];
    expect(absorptionOf(records)).toEqual({
      absorb_median: 3.5,
      absorb_p90: expect.closeTo(6.1, 12),
      absorb_never: 0,
      absorb_suggest: 1.5,
      absorb_after_unlock_median: 3,
      absorb_after_unlock_issues: 2,
    });
  });

  it('counts an issue that no certificate ever reached, and drops none', () => {
    const records = [...tickets('a', 'hsssa'), ...tickets('b', 'hhhhh'), ...tickets('c', 'hsxxx')];
    expect(absorptionOf(records)).toMatchObject({
      absorb_median: null,
      absorb_never: 2,
      absorb_suggest: 1,
      absorb_after_unlock_median: null,
      absorb_after_unlock_issues: 2,
    });
  });

  it('without a single autonomous answer nothing is born after the unlock', () => {
    expect(absorptionOf(tickets('a', 'hssss'))).toMatchObject({
      absorb_suggest: 1,
      absorb_after_unlock_median: null,
      absorb_after_unlock_issues: 0,
    });
  });
});

describe('laws of absorption', () => {
  const record = fc.record({
    issue: fc.constantFrom('a', 'b', 'c'),
    letter: fc.constantFrom('h', 's', 'a', 'x'),
  });
  const stream = fc
    .array(record, { maxLength: 60 })
    .map((each) => each.flatMap(({ issue, letter }) => tickets(issue, letter)));

  it('the first suggestion never comes later than the first answer', () => {
    const inOrder = fc.property(stream, (records) => {
      const { absorb_suggest, absorb_median } = absorptionOf(records);
      return absorb_median === null || (absorb_suggest ?? Number.POSITIVE_INFINITY) <= absorb_median;
    });
    expect(fc.check(inOrder)).toMatchObject({ failed: false });
  });

  it('where everything is unlocked from the first ticket on, only the very first issue is old', () => {
    const allButOne = fc.property(stream, (records) => {
      const late = absorptionOf([...tickets('opening', 'aaaaa'), ...records]).absorb_after_unlock_issues;
      const timesSeen = (issue: string) => records.filter(({ right }) => right[0] === issue).length;
      return late === ['a', 'b', 'c'].filter((issue) => timesSeen(issue) >= 5).length;
    });
    expect(fc.check(allButOne)).toMatchObject({ failed: false });
  });
});
