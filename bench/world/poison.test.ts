import { describe, expect, it } from 'vitest';
import { DEFAULT_WORLD, generateWorld } from './generate.ts';
import { flooded, mislabelled } from './poison.ts';
import { judgedTickets } from './world-tickets.ts';

const SETTINGS = { ...DEFAULT_WORLD, days: 50, wrong_humans: 0 };
const world = generateWorld(SETTINGS);

describe('flooded', () => {
  const stream = flooded(world, 0.1, 1);
  const poisoned = stream.filter(({ wrong_because }) => wrong_because === 'flood');

  it('adds wrong lessons of few accounts, in time order, and changes nothing else', () => {
    expect(stream.filter((ticket) => !poisoned.includes(ticket))).toEqual(world);
    expect(poisoned.length / stream.length).toBeCloseTo(0.1, 2);
    expect(poisoned.every(({ said, truth }) => said !== null && said !== truth)).toBe(true);
    const times = stream.map(({ at_ms }) => at_ms);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(poisoned.map(({ account }) => account)).size).toBeLessThanOrEqual(
      2 * Math.ceil(poisoned.length / 25),
    );
    expect(flooded(world, 0.1, 1)).toEqual(stream);
    expect(flooded(world, 0, 1)).toEqual(world);
  });

  it('repeats a genuine question, nearly word by word, with one wrong answer a campaign', () => {
    const campaigns = Map.groupBy(poisoned, ({ id }) => id.split('-')[1]);
    expect(campaigns.size).toBeGreaterThan(4);
    for (const own of campaigns.values()) {
      expect(new Set(own.map(({ said }) => said)).size).toBe(1);
      const base = world.find(
        ({ text, issue }) => issue === own[0].issue && own.every((each) => each.text.includes(text)),
      );
      expect(base?.truth).toBe(own[0].truth);
    }
  });
});

describe('mislabelled', () => {
  it('makes the asked share of human resolutions wrong, in lesson and label alike', () => {
    const tickets = judgedTickets(SETTINGS, world, null);
    const wrong = mislabelled(tickets, 0.2, 1);
    const settled = wrong.filter(({ truth }) => truth.length > 0);
    const share =
      settled.filter(({ ticket, truth }) => ticket.right?.[0] !== truth[0]).length / settled.length;
    // Five standard deviations.
    expect(Math.abs(share - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / settled.length));
    for (const [i, { ticket, truth }] of wrong.entries()) {
      expect(truth).toEqual(tickets[i].truth);
      expect(ticket.question).toBe(tickets[i].ticket.question);
      expect(ticket.resolutions.map(({ id }) => id)).toEqual(ticket.right);
    }
    expect(mislabelled(tickets, 0, 1)).toEqual(tickets);
  });
});
