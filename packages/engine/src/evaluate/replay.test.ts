import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Resolution } from '../domain.ts';
import { Engine } from '../engine.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { Replay, type ReplayOptions, type ReplayTicket } from './replay.ts';
import { runReplay } from './run-replay.ts';

const config = { encoder_id: 'none', dimensions: 16 };

function question(id: string, text: string): EncodedQuestion {
  const plain = { context: [], language: 'en', account: null, wants_human: false, vector: null };
  return { id, text, at_ms: 1, ...plain };
}

function resolution(id: string, text: string): Resolution {
  return { id, title: '', text, links: [], stakes: 'read-only', stage: 'auto', version: 1, sources: [] };
}

function ticket(id: string, text: string, answer: string, right: readonly string[] = [answer]): ReplayTicket {
  return { question: question(id, text), resolutions: [resolution(answer, `how to ${answer}`)], right };
}

function replayOf(change: Partial<ReplayOptions> = {}) {
  const events: ModelEvent[] = [];
  const onEvent = (event: ModelEvent) => events.push(event);
  const replay = new Replay({ config, seed: 1, freeze_at: 20, onEvent, ...change });
  return { replay, events };
}

/** Six issues with words of their own; every tenth ticket was solved in a way that is nobody's. */
function stream(count: number, seed: number): ReplayTicket[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const issue = random.integer(6);
    const words = Array.from({ length: 5 }, () => `issue${issue}word${random.integer(4)}`);
    const right = random.next() < 0.02 ? [`other${index}`] : [`r${issue}`];
    return ticket(`t${index}`, words.join(' '), right[0]);
  });
}

describe('a replay', () => {
  it('knows nothing of a ticket, or of any later one, when it decides', () => {
    const { replay, events } = replayOf();
    // Each answer is, word for word, the question of the ticket after the next.
    const texts = 'abcdefghijkl'.split('').map((letter) => `${letter.repeat(5)} ${letter.repeat(7)}`);
    for (const [index, text] of texts.entries()) {
      const known = new Set(
        events.flatMap((e) => (e.kind === 'lesson-applied' ? [e.exemplar.question.id] : [])),
      );
      expect([...known]).toEqual(texts.slice(0, index).map((_, earlier) => `t${earlier}`));
      const answer = resolution(`r${index}`, texts[index + 2] ?? 'nothing more');
      const decision = replay.step({
        question: question(`t${index}`, text),
        resolutions: [answer],
        right: [answer.id],
      });
      const found = decision.candidates.map((candidate) => candidate.resolution_id);
      expect(found).not.toContain(answer.id);
      // Only the answer of the ticket before the last speaks of it.
      expect(found[0]).toBe(index >= 2 ? `r${index - 2}` : undefined);
    }
    expect(replay.records.every((record) => !record.known && record.seen === 0)).toBe(true);
  });

  it('learns nothing from what went out alone unless it was audited, and labels audits by their odds', () => {
    const { replay, events } = replayOf({ settings: { audit_rate: 0.2 } });
    const leaked: ModelEvent[] = [];
    const unlearned: string[] = [];
    const auditedOdds = new Set<number>();
    const otherOdds = new Set<number>();
    let silent = 0;
    let audited = 0;
    for (const each of stream(700, 3)) {
      const before = events.length;
      const decision = replay.step(each);
      const learned = events.slice(before);
      if (decision.action === 'answer' && !decision.audited) {
        leaked.push(...learned);
        silent += 1;
        continue;
      }
      if (learned[0]?.kind !== 'lesson-applied') unlearned.push(each.question.id);
      const odds = learned.flatMap((e) => (e.kind === 'decision-labelled' ? [e.label.propensity] : []));
      for (const propensity of odds) (decision.action === 'answer' ? auditedOdds : otherOdds).add(propensity);
      audited += decision.audited ? 1 : 0;
    }
    expect(leaked).toEqual([]);
    expect(unlearned).toEqual([]);
    expect([[...auditedOdds], [...otherOdds]]).toEqual([[0.2], [1]]);
    expect(silent).toBeGreaterThan(50);
    expect(audited).toBeGreaterThan(5);
    // The ledger that it told is the model that it has.
    const again = Engine.create(config);
    for (const event of events) again.learn(event);
    expect(again.snapshot()).toEqual(replay.engine.snapshot());
  });

  it('stops the frozen twin where it says so', () => {
    const { replay } = replayOf({ freeze_at: 4 });
    const texts = ['red', 'green', 'blue', 'white', 'black', 'black', 'red'];
    for (const [index, text] of texts.entries()) replay.step(ticket(`t${index}`, `${text} lamp`, text));
    const [known, unknown] = [replay.records[6], replay.records[5]];
    expect(unknown).toMatchObject({ known: true, seen: 1, correct: true, frozen: { correct: false } });
    expect(known).toMatchObject({
      correct: true,
      frozen: { correct: true, ranked: expect.not.arrayContaining(['black']) },
    });
  });

  it('neither scores nor labels what cannot be told, but learns from it', () => {
    const { replay, events } = replayOf();
    replay.step({ ...ticket('t0', 'red lamp', 'red'), right: null });
    replay.step({ ...ticket('t1', 'red lamp', 'red'), right: null });
    expect(replay.records).toEqual([]);
    expect(replay.tickets).toBe(2);
    expect(events.map((event) => event.kind)).toEqual([
      'settings-changed',
      'lesson-applied',
      'resolution-upserted',
      'lesson-applied',
    ]);
  });
});

describe('a whole replay', () => {
  it('means and ranges over its seeds, the baselines in the same run', async () => {
    let asked = 0;
    const report = await runReplay({
      scenario: 'six issues',
      tickets: (seed) => stream(100 + 50 * seed, seed),
      seeds: 2,
      config,
      settings: { max_error: 0.05, audit_rate: 0.15 },
      baselines: [
        {
          name: 'counting',
          run: async (tickets, options) => {
            asked += options.seed;
            return { coverage: options.freeze_at / tickets.length, tickets: tickets.length, aurc: null };
          },
        },
      ],
      versions: {},
      command: 'test',
    });
    expect(asked).toBe(3);
    expect(report.tickets).toBe(175);
    expect(report.range.tickets).toEqual([150, 200]);
    const [low, high] = report.range.hit_at_1;
    expect(report.hit_at_1).toBeCloseTo((low + high) / 2, 12);
    expect(report.by_seed.map((run) => run.hit_at_1).toSorted((a, b) => a - b)).toEqual([low, high]);
    expect(report.baselines.counting).toEqual({
      coverage: 0.1,
      tickets: 175,
      aurc: null,
      range: { coverage: [0.1, 0.1], tickets: [150, 200] },
    });
    expect(report.p50_ms).toBeNull();
    expect(report.curve.at(-1)?.tickets).toBe(150);
    expect(report.baselines.oracle_threshold.risk).toBeLessThanOrEqual(0.05);
  });
});
