import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Influence, type TaughtLesson } from './influence.ts';

const DAY_MS = 86_400_000;
const WORDS = [
  'where',
  'do',
  'I',
  'find',
  'an',
  'old',
  'invoice',
  'for',
  'the',
  'yearly',
  'report',
  'of',
  'May',
  'please',
];

function lesson(change: Partial<TaughtLesson> & { word?: number } = {}): TaughtLesson {
  const { word, ...given } = change;
  const text =
    word === undefined ? WORDS.join(' ') : `${word} times ${word + 1} makes what, asks number ${word}`;
  return { resolution_id: 'r', account: 'a', text, at_ms: 0, ...given };
}

/** Teaches all of these, by the rule; what was held, in order. */
function teach(influence: Influence, lessons: readonly TaughtLesson[]): (string | null)[] {
  return lessons.map((each) => {
    const held = influence.heldBecause(each);
    if (held === null) influence.add(each);
    return held;
  });
}

describe('Influence', () => {
  it('lets one account teach a resolution twice a week', () => {
    const days = [0, 1, 2, 6.9, 7, 8];
    const held = teach(
      new Influence(),
      days.map((day, i) => lesson({ word: i, at_ms: day * DAY_MS })),
    );
    expect(held.slice(0, 4)).toEqual([null, null, 'account-week', 'account-week']);
    // The first week is over, but by then it holds all of the exemplars.
    expect(held.slice(4)).toEqual(['account-share', 'account-share']);
  });

  it('lets one account hold a fifth of a resolution, and always two exemplars', () => {
    const influence = new Influence();
    const others = Array.from({ length: 12 }, (_, i) => lesson({ word: 100 + i, account: `other-${i}` }));
    expect(teach(influence, others).every((held) => held === null)).toBe(true);
    const weekly = Array.from({ length: 8 }, (_, i) => lesson({ word: i, at_ms: i * 8 * DAY_MS }));
    const held = teach(influence, weekly);
    // Own ones after k: k of 12 + k; 3 of 15 is a fifth, 4 of 16 is more.
    expect(held).toEqual([null, null, null, ...Array.from({ length: 5 }, () => 'account-share')]);
  });

  it('collapses a flood of near-equal texts, whoever sends it, and forgets it after two weeks', () => {
    const influence = new Influence();
    const from = (account: string | null, at_ms = 0) =>
      lesson({ account, at_ms, text: `${WORDS.join(' ')} ${account}` });
    expect(teach(influence, [from('a'), from('b'), from('c'), from('d'), from(null)])).toEqual([
      null,
      null,
      'near-duplicate',
      'near-duplicate',
      'near-duplicate',
    ]);
    expect(influence.heldBecause(from('e', 15 * DAY_MS))).toBeNull();
    expect(
      influence.heldBecause({ ...from('e'), text: 'something else altogether, and with other words' }),
    ).toBeNull();
  });

  it('collapses the same words of one account at once', () => {
    expect(teach(new Influence(), [lesson(), lesson({ at_ms: 5 })])).toEqual([null, 'near-duplicate']);
  });

  it('keeps resolutions apart, and does not cap strangers by account', () => {
    const influence = new Influence();
    const strangers = Array.from({ length: 9 }, (_, i) => lesson({ account: null, word: i }));
    expect(teach(influence, strangers).every((held) => held === null)).toBe(true);
    expect(influence.heldBecause(lesson({ resolution_id: 'other', account: null, word: 1 }))).toBeNull();
  });

  it('keeps its promise on any stream: at most two a week, a fifth, and never none of a new issue', () => {
    const streams = fc.array(
      fc.record({
        resolution_id: fc.constantFrom('r', 's'),
        account: fc.constantFrom('a', 'b', 'c', 'd', null),
        text: fc.integer({ min: 0, max: 30 }).map((word) => lesson({ word }).text),
        day: fc.integer({ min: 0, max: 60 }),
      }),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(streams, (given) => {
        const lessons = given
          .toSorted((x, y) => x.day - y.day)
          .map(({ day, ...each }) => ({ ...each, at_ms: day * DAY_MS }));
        const held = teach(new Influence(), lessons);
        const kept = lessons.filter((_, i) => held[i] === null);
        for (const id of new Set(lessons.map(({ resolution_id }) => resolution_id))) {
          const own = kept.filter(({ resolution_id }) => resolution_id === id);
          expect(own.length).toBeGreaterThan(0);
          for (const [i, last] of own.entries()) {
            const sameAccount = own.slice(0, i + 1).filter(({ account }) => account === last.account);
            if (last.account === null) continue;
            const week = sameAccount.filter(({ at_ms }) => last.at_ms - at_ms < 7 * DAY_MS);
            expect(week.length).toBeLessThanOrEqual(2);
            expect(sameAccount.length).toBeLessThanOrEqual(Math.max(2, 0.2 * (i + 1)));
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
