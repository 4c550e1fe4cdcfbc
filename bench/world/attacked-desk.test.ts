import { SeededRandom } from '@understudy/engine';
import { describe, expect, it } from 'vitest';
import { attacked, isAttack } from './attacked-desk.ts';
import { worldDesk } from './desks-to-attack.ts';
import { POISONS, poisonReply } from './poisoned-replies.ts';

const desk = worldDesk({ seed: 1, limit: 1_500 });
const SHARES = { mistakes: 0.1, texts: 0.05, floods: 0.1 };
const tickets = attacked(desk, SHARES, 1);
const shareOf = (holds: (ticket: (typeof tickets)[number]) => boolean) =>
  tickets.filter(holds).length / tickets.length;

describe('attacked', () => {
  it('gives each threat its share, in time order, and the same every time', () => {
    const settled = tickets.filter((each) => !isAttack(each) && each.reply !== null);
    const mistakes = settled.filter(({ harm }) => harm === 'mistake');
    expect(mistakes.length / settled.length).toBeCloseTo(SHARES.mistakes, 1);
    expect(shareOf(({ harm }) => harm === 'flood')).toBeCloseTo(SHARES.floods, 2);
    expect(shareOf((each) => isAttack(each) && each.harm !== 'flood')).toBeCloseTo(SHARES.texts, 2);
    const times = tickets.map(({ at_ms }) => at_ms);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(attacked(desk, SHARES, 1)).toEqual(tickets);
    expect(attacked(desk, { mistakes: 0, texts: 0, floods: 0 }, 1)).toEqual(desk.tickets);
  });

  it('a mistake is another resolution with its own words; a flood is one account with one wrong answer', () => {
    const wrong = tickets.filter(({ harm }) => harm === 'mistake' || harm === 'flood');
    expect(wrong.length).toBeGreaterThan(100);
    for (const { truth, reply } of wrong) {
      expect(reply?.resolution_id).not.toBe(truth);
      expect(reply?.text).toBe(desk.answers.get(reply?.resolution_id ?? '')?.text);
    }
    const floods = Map.groupBy(
      tickets.filter(({ harm }) => harm === 'flood'),
      ({ id }) => id.split('-')[1],
    );
    for (const own of floods.values()) {
      expect(new Set(own.map(({ account }) => account)).size).toBe(1);
      expect(new Set(own.map(({ reply }) => reply?.resolution_id)).size).toBe(1);
    }
  });

  it('a poisoned reply is never the right answer, and joins it only where it nearly says the same', () => {
    const poisoned = tickets.filter((each) => isAttack(each) && each.harm !== 'flood');
    expect(new Set(poisoned.map(({ harm }) => harm))).toEqual(new Set(POISONS));
    for (const { id, truth, reply } of poisoned) {
      expect(reply?.text).not.toBe(desk.answers.get(truth ?? '')?.text);
      expect([id, truth]).toContain(reply?.resolution_id);
    }
  });
});

describe('poisonReply', () => {
  it('seen and fresh wordings have nothing in common', () => {
    const good = {
      asked: 'What now?',
      brand: 'orchard',
      text: 'Open Billing, Plan, up to 3 at once before noon.',
    };
    const made = (wordings: 'seen' | 'fresh') => {
      const random = new SeededRandom(wordings);
      const replies = POISONS.flatMap((kind) =>
        Array.from({ length: 60 }, () => poisonReply(kind, { ...good, wordings }, random).reply),
      );
      return new Set(replies);
    };
    const seen = made('seen');
    expect([...made('fresh')].filter((reply) => seen.has(reply))).toEqual([]);
  });
});
