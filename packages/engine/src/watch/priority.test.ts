import { describe, expect, it } from 'vitest';
import { SeededRandom, sigmoid } from '../math/index.ts';
import { type Choice, learnWeights } from './learn-weights.ts';
import {
  PRIORITY_PARTS,
  type PriorityValues,
  type PriorityWeights,
  priorityOf,
  STATED_WEIGHTS,
  WAIT_TARGET_MS,
  waitPart,
} from './priority.ts';
import { howUrgent } from './urgency.ts';

const calm: PriorityValues = { urgency: 0, anger: 0, stakes: 0, value: null, wait: 0, unsure: 0 };

describe('priorityOf', () => {
  it('adds what each part is worth, and says so', () => {
    const { score, level, parts } = priorityOf({ ...calm, urgency: 1, stakes: 1, wait: 0.5 }, STATED_WEIGHTS);
    // -2 + 1.6 + 1.6 + 0.5 · 2
    expect(score).toBeCloseTo(sigmoid(2.2), 12);
    expect(level).toBe('urgent');
    expect(parts.find(({ name }) => name === 'wait')).toEqual({ name: 'wait', value: 0.5, adds: 1 });
    // What is not known is not there, and adds nothing.
    expect(parts.map(({ name }) => name)).not.toContain('value');
  });

  it('whoever waits long enough becomes urgent by that alone', () => {
    const after = (targets: number) =>
      priorityOf({ ...calm, wait: waitPart(targets * WAIT_TARGET_MS) }, STATED_WEIGHTS).level;
    expect([0, 0.9, 1.5, 9].map(after)).toEqual(['normal', 'soon', 'urgent', 'urgent']);
    expect(waitPart(-5)).toBe(0);
  });

  it('more of a part never lowers the score', () => {
    const random = new SeededRandom('more');
    for (let run = 0; run < 200; run++) {
      const values = Object.fromEntries(PRIORITY_PARTS.map((part) => [part, random.next()])) as Record<
        keyof PriorityValues,
        number
      >;
      const part = PRIORITY_PARTS[random.integer(PRIORITY_PARTS.length)];
      const more = { ...values, [part]: values[part] + random.next() };
      expect(priorityOf(more, STATED_WEIGHTS).score).toBeGreaterThanOrEqual(
        priorityOf(values, STATED_WEIGHTS).score,
      );
    }
  });
});

describe('learnWeights', () => {
  /** People who choose by these weights among four that wait. */
  const choices = (weights: PriorityWeights, count: number): Choice[] => {
    const random = new SeededRandom('choices');
    return Array.from({ length: count }, () => {
      const waiting = Array.from({ length: 4 }, () =>
        Object.fromEntries(PRIORITY_PARTS.map((part) => [part, random.next()])),
      ) as PriorityValues[];
      const pulls = waiting.map(
        (values) =>
          PRIORITY_PARTS.reduce((sum, part) => sum + weights[part] * (values[part] ?? 0), 0) -
          Math.log(-Math.log(random.next())),
      );
      const taken = pulls.indexOf(Math.max(...pulls));
      return { taken: waiting[taken], passed: waiting.filter((_, place) => place !== taken) };
    });
  };
  const own: PriorityWeights = { urgency: 0.2, anger: 3, stakes: 1.6, value: 0.8, wait: 0.5, unsure: 0.4 };

  it('are those that are stated where nobody has chosen', () => {
    expect(learnWeights([])).toEqual(STATED_WEIGHTS);
  });

  it('come near to those by which people choose, the nearer the more they chose', () => {
    const off = (weights: PriorityWeights) =>
      PRIORITY_PARTS.reduce((sum, part) => sum + Math.abs(weights[part] - own[part]), 0);
    const [none, some, many] = [0, 100, 2_000].map((count) => off(learnWeights(choices(own, count))));
    expect(some).toBeLessThan(none);
    expect(many).toBeLessThan(some);
    const learned = learnWeights(choices(own, 2_000));
    expect(learned.anger).toBeGreaterThan(STATED_WEIGHTS.anger);
    expect(learned.urgency).toBeLessThan(STATED_WEIGHTS.urgency);
  });

  it('are never below 0, also where people do the contrary, and take choices in any order', () => {
    const contrary = Array.from(
      { length: 3_000 },
      (): Choice => ({ taken: calm, passed: [{ ...calm, anger: 1 }] }),
    );
    expect(learnWeights(contrary).anger).toBe(0);
    const some = choices(own, 50);
    const turned = learnWeights(some.toReversed());
    for (const part of PRIORITY_PARTS) expect(turned[part]).toBeCloseTo(learnWeights(some)[part], 8);
  });
});

describe('howUrgent', () => {
  it.each([
    ['Production is down, we need help ASAP!', 1],
    ['C’est URGENT, plus rien ne marche : au plus vite svp', 1],
    ['Bitte dringend melden', 1],
    ['Could you look at it today?', 0.5],
    ['How do I export my invoices?', 0],
    ['The downtown branch has a todayish banner', 0],
  ])('%s: %d', (text, score) => {
    expect(howUrgent(text).score).toBe(score);
  });
});
