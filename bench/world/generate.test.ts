import { contextTokens, SeededRandom, STREAM_BASELINES } from '@understudy/engine';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WORLD, generateWorld, questionOfTicket } from './generate.ts';
import { expand } from './grammar.ts';
import { isAmbiguous, type Situation } from './issue.ts';
import { AREAS, type Change, changedId, ISSUES, resolutionTexts, rightResolution } from './product.ts';
import { STRANGE } from './strangers.ts';
import { SLOTS } from './wording.ts';
import { judgedTickets } from './world-tickets.ts';

const SETTINGS = { ...DEFAULT_WORLD, days: 60 };
const CHANGE: Change = { issue: 'card-change', day: 30, answer: ['A new place', 'It moved.'] };
const world = generateWorld(SETTINGS);

/** What the engine sees is enough to tell the truth: the situation, read back from the tokens. */
function situationOf(tokens: readonly string[]): Situation {
  return Object.fromEntries(tokens.map((token) => token.split(/:(.*)/su).slice(0, 2)));
}

describe('the product', () => {
  it('has a title and a text for each answer, and a question for each of these', () => {
    const used = ISSUES.flatMap(({ answers }) => answers.map(({ use }) => use));
    expect(new Set(used)).toEqual(new Set(resolutionTexts([]).keys()));
    expect(new Set(used).size).toBe(used.length);
    expect(new Set(ISSUES.map(({ id }) => id)).size).toBe(ISSUES.length);
    for (const parts of resolutionTexts([CHANGE]).values())
      for (const part of parts) expect(part).not.toBe('');
    expect(AREAS.length).toBeGreaterThanOrEqual(5);
  });

  it('has templates that can all be said', () => {
    const random = new SeededRandom('templates');
    for (const template of [...ISSUES.flatMap(({ says }) => says), ...STRANGE]) {
      for (let draw = 0; draw < 20; draw++) expect(expand(template, random, SLOTS)).not.toMatch(/[{}|<>]/u);
    }
    expect(() => expand('{a|b', random, SLOTS)).toThrow('closed braces');
    expect(() => expand('<nothing>', random, SLOTS)).toThrow('known slot');
  });

  it('settles ambiguous issues by situations that exclude each other', () => {
    for (const { answers } of ISSUES.filter(isAmbiguous)) {
      const keys = new Set(answers.flatMap(({ when }) => Object.keys(when)));
      const values = answers.map(({ when }) => Object.values(when).join());
      expect([keys.size, new Set(values).size]).toEqual([1, answers.length]);
    }
  });
});

describe('a world', () => {
  it('is the same for the same settings, and another one for another seed', () => {
    expect(generateWorld(SETTINGS)).toEqual(world);
    const other = generateWorld({ ...SETTINGS, seed: 2 });
    expect(other.filter(({ text }, i) => text === world[i].text).length).toBeLessThan(world.length / 100);
  });

  it('has a truth that follows from the question and what is known around it', () => {
    for (const ticket of world) {
      const issue = ISSUES.find(({ id }) => id === ticket.issue);
      const situation = situationOf(ticket.context);
      const right = issue && rightResolution(issue, { situation, day: ticket.day, changes: [] });
      expect(ticket.truth).toBe(right ?? null);
    }
  });

  it('has the same words for different truths, which differ in the context only', () => {
    for (const issue of ISSUES.filter(isAmbiguous)) {
      const own = world.filter((ticket) => ticket.issue === issue.id);
      const [key] = Object.keys(issue.answers[0].when) as (keyof Situation)[];
      const byContext = Map.groupBy(own, ({ situation }) => situation[key]);
      expect(byContext.size).toBe(issue.answers.length);
      const truths = [...byContext.values()].map((same) => new Set(same.map(({ truth }) => truth)));
      expect(truths.every((each) => each.size === 1)).toBe(true);
      expect(new Set(truths.flatMap((each) => [...each])).size).toBe(issue.answers.length);
      const words = Map.groupBy(
        own.flatMap(({ text, truth }) =>
          text
            .toLowerCase()
            .split(/\W+/u)
            .map((word) => ({ word, truth })),
        ),
        ({ word }) => word,
      );
      const common = [...words.values()].filter((uses) => uses.length >= 30);
      expect(common.length).toBeGreaterThan(1);
      for (const uses of common)
        expect(new Set(uses.map(({ truth }) => truth)).size).toBe(issue.answers.length);
    }
  });

  it('is not changed by a release but in the answers that it makes wrong', () => {
    const changed = generateWorld({ ...SETTINGS, changes: [CHANGE] });
    const differing = changed.filter(({ truth }, i) => truth !== world[i].truth);
    expect(differing.length).toBeGreaterThan(5);
    for (const [i, ticket] of changed.entries()) {
      const { text, context, account, at_ms, issue } = world[i];
      expect(ticket).toMatchObject({ text, context, account, at_ms, issue });
      const isNew = issue === CHANGE.issue && ticket.day >= CHANGE.day;
      expect(ticket.truth).toBe(isNew ? changedId(CHANGE.issue) : world[i].truth);
    }
  });

  it('has human agents who are wrong as often as asked, and say the truth otherwise', () => {
    const sloppy = generateWorld({ ...SETTINGS, wrong_humans: 0.2 });
    const settled = sloppy.filter(({ truth }) => truth !== null);
    const wrong = settled.filter(({ said, truth }) => said !== truth);
    // Five standard deviations.
    const width = 5 * Math.sqrt((0.2 * 0.8) / settled.length);
    expect(Math.abs(wrong.length / settled.length - 0.2)).toBeLessThan(width);
    expect(sloppy.every((each) => (each.said === each.truth) === (each.wrong_because === null))).toBe(true);
    expect(sloppy.filter(({ truth }) => truth === null).every(({ said }) => said === null)).toBe(true);
  });

  it('has bursts, strangers, and releases in its context', () => {
    const quiet = generateWorld({ ...SETTINGS, bursts: [] });
    const loud = generateWorld({
      ...SETTINGS,
      bursts: [{ issue: 'outage-status', from_day: 10, days: 2, times: 60 }],
    });
    const count = (tickets: typeof world, from: number, to: number) =>
      tickets.filter(({ issue, day }) => issue === 'outage-status' && day >= from && day < to).length;
    expect(count(quiet, 10, 12)).toBeLessThan(5);
    expect(count(loud, 10, 12)).toBeGreaterThan(10);
    const strangers = world.filter(({ issue }) => issue === null).length / world.length;
    expect(Math.abs(strangers - SETTINGS.strangers)).toBeLessThan(5 * Math.sqrt(0.05 / world.length));
    expect(world[0].context).toContain('release:5.0');
    expect(world.at(-1)?.context).toContain('release:5.1');
    expect(() => generateWorld({ ...SETTINGS, changes: [{ ...CHANGE, issue: 'no' }] })).toThrow('found no');
  });

  it('writes context as the product does', () => {
    const [first] = world;
    const record = { ...first.situation, release: '5.0', browser: 'x' };
    const own = contextTokens(record).filter((token) => !token.startsWith('browser'));
    expect(first.context.filter((token) => !token.startsWith('browser'))).toEqual(own);
    expect(questionOfTicket(first, null)).toMatchObject({ text: first.text, vector: null, language: 'en' });
  });

  it('is neither trivial nor hopeless for plain word search', async () => {
    const tfidf = STREAM_BASELINES.find(({ name }) => name === 'tfidf_knn');
    const told = judgedTickets(SETTINGS, world, null).map(({ ticket, truth }) => ({
      ...ticket,
      right: truth,
    }));
    const found = await tfidf?.run(told, { seed: 1, max_error: 0.05, audit_rate: 0.2, freeze_at: 180 });
    expect(found?.hit_at_1).toBeGreaterThan(0.5);
    expect(found?.hit_at_1).toBeLessThan(0.85);
  });
});
