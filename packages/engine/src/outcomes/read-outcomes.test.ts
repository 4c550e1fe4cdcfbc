import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeenOutcome, ShadowLabel, ShownAnswer, Signal } from '../domain.ts';
import { simulateOutcomes } from '../evaluate/simulate-outcomes.ts';
import { SeededRandom } from '../math/index.ts';
import { type OutcomeFacts, WINDOW_MS } from './observe-answers.ts';
import { readOutcomes } from './read-outcomes.ts';

const HOUR_MS = 3_600_000;

const shownAnswer = (decision_id: string, given: Partial<ShownAnswer> = {}): ShownAnswer => ({
  decision_id,
  resolution_id: 'r',
  stakes: 'read-only',
  action: 'answer',
  confidence: 0.95,
  propensity: 1,
  audited: false,
  at_ms: 0,
  ...given,
});

const verdictOn = (decision_id: string, correct: boolean, propensity: number): ShadowLabel => ({
  decision_id,
  question_id: decision_id,
  resolution_id: 'r',
  confidence: 0.95,
  stakes: 'read-only',
  evidence: 'many',
  confidence_features: [],
  correct,
  propensity,
  least_propensity: propensity,
  at_ms: 0,
});

interface World {
  readonly answers: number;
  readonly risk: number;
  readonly audit_rate: number;
  /** Share of wrong answers that look resolved. */
  readonly hidden: number;
  readonly seed: string;
}

/** Answers whose confidence is honest, audits at random, customers as the protocol has them. */
function simulate({ answers, risk, audit_rate, hidden, seed }: World): OutcomeFacts & { looksWrong: number } {
  const random = new SeededRandom(seed);
  const facts = { shown: [] as ShownAnswer[], outcomes: [] as SeenOutcome[], verdicts: [] as ShadowLabel[] };
  let looksWrong = 0;
  for (let index = 0; index < answers; index++) {
    const decision_id = `d${index}`;
    const confidence = 1 - 2 * risk * random.next();
    const correct = random.next() < confidence;
    facts.shown.push(shownAnswer(decision_id, { confidence }));
    const outcomes = simulateOutcomes({ decision_id, correct, at_ms: 0 }, { seed, hidden });
    looksWrong += outcomes.filter(
      ({ signal }) => signal === 'reopened' || signal === 'asked-for-human',
    ).length;
    facts.outcomes.push(...outcomes);
    if (random.next() < audit_rate) facts.verdicts.push(verdictOn(decision_id, correct, audit_rate));
  }
  return { ...facts, now_ms: WINDOW_MS, looksWrong };
}

describe('what is read of one answer', () => {
  const outcome = (signal: Signal, at_ms: number): SeenOutcome => ({
    decision_id: 'd',
    signal,
    edited: null,
    at_ms,
  });
  const read = (outcomes: readonly SeenOutcome[], now_ms: number, action: ShownAnswer['action'] = 'answer') =>
    readOutcomes({ shown: [shownAnswer('d', { action })], outcomes, verdicts: [], now_ms }).answers[0];

  it('waits for the window to close, unless something ended it', () => {
    expect(read([], HOUR_MS)).toMatchObject({ seen: [], mature: false });
    expect(read([outcome('confirmed', HOUR_MS)], 2 * HOUR_MS)).toMatchObject({
      seen: ['confirmed'],
      mature: false,
    });
    expect(read([outcome('reopened', HOUR_MS)], 2 * HOUR_MS)).toMatchObject({
      seen: ['reopened'],
      mature: true,
      reward: 0,
    });
    expect(read([], WINDOW_MS)).toMatchObject({ mature: true, audited: null });
  });

  it('does not hear of what comes after the window, or has not come yet', () => {
    expect(read([outcome('reopened', WINDOW_MS + 1)], 3 * WINDOW_MS).seen).toEqual([]);
    expect(read([outcome('reopened', 5 * HOUR_MS)], 4 * HOUR_MS).seen).toEqual([]);
  });

  it('judges a draft by its agent, and an answer by its customer', () => {
    const both = [outcome('draft-discarded', HOUR_MS), outcome('confirmed', HOUR_MS)];
    expect(read(both, WINDOW_MS, 'draft').seen).toEqual(['draft-discarded']);
    expect(read(both, WINDOW_MS, 'answer').seen).toEqual(['confirmed']);
  });

  it('passes over a verdict without a probability', () => {
    const shown = [shownAnswer('d')];
    const reading = readOutcomes({ shown, outcomes: [], verdicts: [verdictOn('d', false, 0)], now_ms: 0 });
    expect(reading.risk).toMatchObject({ audited: 0, risk: null });
  });

  it('takes the last verdict on a decision', () => {
    const shown = [shownAnswer('d')];
    const verdicts = [verdictOn('d', true, 0.2), verdictOn('d', false, 0.2)];
    const reading = readOutcomes({ shown, outcomes: [], verdicts, now_ms: 0 });
    expect(reading.answers[0]).toMatchObject({ audited: false, reward: 0 });
  });
});

describe('laws', () => {
  const facts = simulate({ answers: 300, risk: 0.1, audit_rate: 0.5, hidden: 0.3, seed: 'laws' });
  const reading = readOutcomes(facts);

  it('the order in which outcomes came does not matter', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const outcomes = new SeededRandom(seed).shuffle(facts.outcomes);
        expect(readOutcomes({ ...facts, outcomes })).toEqual(reading);
      }),
      { seed: 1, numRuns: 10 },
    );
  });

  it('a forgotten decision leaves no trace, even where its outcomes are still there', () => {
    const kept = <Fact extends { decision_id: string }>(all: readonly Fact[]) =>
      all.filter(({ decision_id }) => decision_id !== 'd7' && decision_id !== 'd8');
    const gone = {
      shown: kept(facts.shown),
      outcomes: kept(facts.outcomes),
      verdicts: kept(facts.verdicts),
    };
    const without = readOutcomes({ ...gone, now_ms: facts.now_ms });
    expect(readOutcomes({ ...facts, shown: gone.shown })).toEqual(without);
    expect(without.risk.answers).toBe(298);
    expect(without.answers.some(({ decision_id }) => decision_id === 'd7')).toBe(false);
  });

  it('drafts are read, and are no part of the risk of what went out alone', () => {
    const shown = [...facts.shown, shownAnswer('draft', { action: 'draft', resolution_id: 'other' })];
    const verdicts = [...facts.verdicts, verdictOn('draft', false, 1)];
    const more = readOutcomes({ ...facts, shown, verdicts });
    expect(more.risk).toEqual(reading.risk);
    expect(more.answers.at(-1)).toMatchObject({ decision_id: 'draft', audited: false });
  });

  it('begins with the first answer that went out alone, in whatever order they stand', () => {
    const shown = [
      shownAnswer('second', { at_ms: 9 * HOUR_MS }),
      shownAnswer('draft', { action: 'draft', at_ms: HOUR_MS }),
      shownAnswer('first', { at_ms: 5 * HOUR_MS }),
    ];
    const read = (of: readonly ShownAnswer[]) =>
      readOutcomes({ shown: of, outcomes: [], verdicts: [], now_ms: 10 * HOUR_MS }).since_ms;
    expect([read(shown), read(shown.slice(0, 2)), read(shown.slice(1, 2)), read([])]).toEqual([
      5 * HOUR_MS,
      9 * HOUR_MS,
      null,
      null,
    ]);
  });

  it('splits by stakes and by resolution, each answer in one part', () => {
    const shown = facts.shown.map((each, i) => ({
      ...each,
      resolution_id: `r${i % 3}`,
      stakes: i % 2 === 0 ? ('read-only' as const) : ('account-changing' as const),
    }));
    const parts = readOutcomes({ ...facts, shown });
    const answers = (of: Iterable<{ answers: number }>) => [...of].map((each) => each.answers);
    expect(answers(parts.risk_by_resolution.values())).toEqual([100, 100, 100]);
    expect(answers(parts.risk_by_stakes.values())).toEqual([150, 150]);
    for (const [id, { rewards, count }] of parts.tallies) {
      const { risk, audited } = parts.risk_by_resolution.get(id) ?? { risk: null, audited: 0 };
      expect(rewards / count).toBeCloseTo(1 - (risk ?? 0), 9);
      expect(count).toBeGreaterThan(0.9 * audited);
    }
  });
});

describe('young answers', () => {
  /** Half of them are less than a day old; a fifth is wrong, and every wrong one shows in the end. */
  const count = 3_000;
  const now_ms = 2 * WINDOW_MS;
  const facts = simulate({ answers: count, risk: 0.2, audit_rate: 0.4, hidden: 0, seed: 'young' });
  const moved = new Map(
    facts.shown.map(({ decision_id }, i) => [
      decision_id,
      i % 2 === 0 ? (i * WINDOW_MS) / count : now_ms - HOUR_MS * (1 + (i % 24)),
    ]),
  );
  const later = <Fact extends { decision_id: string; at_ms: number }>(fact: Fact): Fact => ({
    ...fact,
    at_ms: fact.at_ms + (moved.get(fact.decision_id) ?? 0),
  });
  const shown = facts.shown.map(later);
  const outcomes = facts.outcomes.map(later);
  // Audits of young answers come late as well.
  const verdicts = facts.verdicts.filter(({ decision_id }) => (moved.get(decision_id) ?? 0) < WINDOW_MS);
  const wrong = new Set(
    facts.outcomes
      .filter(({ signal }) => signal === 'reopened' || signal === 'asked-for-human')
      .map(({ decision_id }) => decision_id),
  );
  const silentAndYoung = (given: OutcomeFacts) => {
    const silent = readOutcomes(given).answers.filter(({ seen }, i) => i % 2 === 1 && seen.length === 0);
    const guessed = silent.reduce((sum, each) => sum + 1 - each.probability_correct, 0) / silent.length;
    const share = silent.filter(({ decision_id }) => wrong.has(decision_id)).length / silent.length;
    return { guessed, share, error: Math.sqrt((share * (1 - share)) / silent.length) };
  };

  it('that nothing was heard of are judged by what would have been heard; taken for silence, they look right', () => {
    const { guessed, share, error } = silentAndYoung({ shown, outcomes, verdicts, now_ms });
    expect(share).toBeGreaterThan(0.15);
    expect(Math.abs(guessed - share)).toBeLessThan(3 * error);
    const heard = outcomes.filter(({ at_ms }) => at_ms <= now_ms);
    const closed = silentAndYoung({ shown, outcomes: heard, verdicts, now_ms: now_ms + WINDOW_MS });
    expect(closed.guessed).toBeLessThan(share - 6 * error);
  });
});

describe('the estimate of the true risk', () => {
  const RUNS = 60;
  const LEVEL = 0.9;
  const worlds = (world: Omit<World, 'seed'>) =>
    Array.from({ length: RUNS }, (_, run) => simulate({ ...world, seed: `${world.hidden}/${run}` }));
  const measure = (all: readonly OutcomeFacts[], risk: number, lambda?: number) => {
    const found = all.map((facts) => readOutcomes(facts, { level: LEVEL, lambda }).risk);
    return {
      held: found.filter(({ low, high }) => low <= risk && risk <= high).length / found.length,
      width: found.reduce((sum, { low, high }) => sum + (high - low) / found.length, 0),
    };
  };
  /** The level less three standard errors of this many runs. */
  const least = LEVEL - 3 * Math.sqrt((LEVEL * (1 - LEVEL)) / RUNS);

  it('holds at its level and is narrower where outcomes tell right from wrong', () => {
    const risk = 0.06;
    const all = worlds({ answers: 500, risk, audit_rate: 0.3, hidden: 0 });
    const powered = measure(all, risk);
    expect(powered.held).toBeGreaterThanOrEqual(least);
    expect(powered.width).toBeLessThan(0.85 * measure(all.slice(0, 20), risk, 0).width);
  });

  it('holds, and costs next to nothing, where they tell nothing: every wrong answer looks resolved', () => {
    const risk = 0.06;
    const all = worlds({ answers: 500, risk, audit_rate: 0.3, hidden: 1 });
    const powered = measure(all, risk);
    expect(powered.held).toBeGreaterThanOrEqual(least);
    expect(powered.width).toBeLessThan(1.05 * measure(all.slice(0, 20), risk, 0).width);
  });

  it('a count of what looks wrong does not hold: it reports 40 % of the risk where 60 % is hidden', () => {
    const risk = 0.06;
    const all = worlds({ answers: 500, risk, audit_rate: 0.3, hidden: 0.6 });
    const naive = all.reduce((sum, { looksWrong, shown }) => sum + looksWrong / shown.length / RUNS, 0);
    // Four standard errors of the mean of all runs.
    const error = 4 * Math.sqrt((0.4 * risk) / 500 / RUNS);
    expect(Math.abs(naive - 0.4 * risk)).toBeLessThan(error);
    expect(measure(all, risk).held).toBeGreaterThanOrEqual(least);
  });
});
