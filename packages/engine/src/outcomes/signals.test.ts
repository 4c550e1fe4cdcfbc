import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewardOf } from './reward.ts';
import {
  CATEGORIES,
  type Category,
  CHANNELS_OF,
  type Channel,
  categoryOf,
  heavier,
  NOTHING_SEEN,
  SIGNALS,
} from './signals.ts';

const CHANNELS: readonly Channel[] = ['conduct', 'rating', 'agent'];
const of = (channel: Channel) => CATEGORIES.filter((each) => SIGNALS[each].channel === channel);
const category = fc.constantFrom(...CATEGORIES);

describe('the table of signals', () => {
  it('has every channel judged by some action, and one category for nothing seen', () => {
    expect(new Set(Object.values(CHANNELS_OF).flat())).toEqual(new Set(CHANNELS));
    for (const channel of CHANNELS) expect(of(channel)).toContain(NOTHING_SEEN[channel]);
  });

  it('puts what is bad above what is good, and seeing nothing last', () => {
    for (const channel of CHANNELS) {
      const tones = of(channel).map((each) => SIGNALS[each].tone);
      expect(tones.lastIndexOf('bad')).toBeLessThan(tones.indexOf('good'));
      expect(of(channel).at(-1)).toBe(NOTHING_SEEN[channel]);
    }
  });

  it('does not depend on the order in which signals came', () => {
    const outcome = (seen: readonly Category[]) => seen.reduce<Category | null>(heavier, null);
    fc.assert(
      fc.property(fc.array(category, { minLength: 1, maxLength: 6 }), fc.integer(), (seen, turn) => {
        const at = Math.abs(turn) % seen.length;
        const turned = [...seen.slice(at), ...seen.slice(0, at)].toReversed();
        expect(outcome(turned)).toBe(outcome(seen));
        expect(outcome([...seen, ...seen])).toBe(outcome(seen));
      }),
      { seed: 1 },
    );
  });

  it.each([
    [0, 'draft-edited-little'],
    [0.1, 'draft-edited-little'],
    [0.11, 'draft-edited-some'],
    [0.4, 'draft-edited-some'],
    [0.41, 'draft-edited-much'],
    [1, 'draft-edited-much'],
    [null, 'draft-edited-much'],
  ])('a draft with %d of it changed is %s', (edited, expected) => {
    expect(categoryOf('draft-edited', edited)).toBe(expected);
  });

  it('takes every other signal as it is', () => {
    expect(categoryOf('reopened', null)).toBe('reopened');
  });
});

describe('reward', () => {
  const reward = (categories: readonly Category[], audited: boolean | null = null) =>
    rewardOf({ audited, categories, probability_correct: 0.7 });

  it('is what an audit says, whatever the customer said', () => {
    expect(reward(['confirmed', 'rated-high'], false)).toBe(0);
    expect(reward(['reopened', 'thumb-down'], true)).toBe(1);
  });

  it('is the estimate where what was seen does not speak for itself', () => {
    expect([reward([]), reward(['silent', 'unrated']), reward(['came-again']), reward(['thanked'])]).toEqual([
      0.7, 0.7, 0.7, 0.7,
    ]);
  });

  it('believes bad news before good news', () => {
    expect(reward(['confirmed', 'thumb-down'])).toBe(0);
    expect(reward(['reopened', 'rated-high'])).toBe(0);
    expect(reward(['confirmed', 'unrated'])).toBe(1);
  });

  it('falls with the part of a draft that was changed', () => {
    const drafts: Category[] = [
      'draft-accepted',
      'draft-edited-little',
      'draft-edited-some',
      'draft-edited-much',
      'draft-discarded',
    ];
    const rewards = drafts.map((each) => reward([each]));
    expect(rewards).toEqual(rewards.toSorted((a, b) => b - a));
    expect(new Set(rewards).size).toBe(drafts.length);
  });

  it('lies in [0, 1] for anything seen, audited or not', () => {
    const seen = fc.array(category, { maxLength: 3 });
    fc.assert(
      fc.property(seen, fc.constantFrom(true, false, null), (categories, audited) => {
        const value = reward(categories, audited);
        expect(value >= 0 && value <= 1).toBe(true);
      }),
      { seed: 1 },
    );
  });
});
