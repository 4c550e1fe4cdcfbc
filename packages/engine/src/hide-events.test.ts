import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';

const config = { encoder_id: 'test', dimensions: 16 };
const WORDS = 'invoice printer login reset export calendar slow crash payment card sync phone'.split(' ');

const pick = <T>(random: SeededRandom, from: readonly T[]): T => from[random.integer(from.length)];
const sentence = (random: SeededRandom) =>
  Array.from({ length: 2 + random.integer(5) }, () => pick(random, WORDS)).join(' ');

function question(random: SeededRandom, id: string): EncodedQuestion {
  return {
    id,
    text: sentence(random),
    context: [],
    language: null,
    account: `account-${random.integer(4)}`,
    at_ms: random.integer(1e6),
    wants_human: false,
    vector: Float32Array.from({ length: 16 }, () => random.normal() / 4),
  };
}

function resolution(random: SeededRandom): Resolution {
  const words = { title: sentence(random), text: sentence(random), links: [] };
  return {
    id: `r${random.integer(6)}`,
    ...words,
    stakes: 'read-only',
    stage: 'suggest',
    version: 1,
    sources: [],
  };
}

interface Case {
  readonly events: readonly ModelEvent[];
  readonly hidden: readonly number[];
  readonly later: readonly ModelEvent[];
  readonly asked: readonly EncodedQuestion[];
}

/** Ledgers of lessons, texts, retirements and refits; a share of them is hidden, and more is learned afterwards. */
const cases = fc
  .record({
    length: fc.integer({ min: 1, max: 50 }),
    share: fc.constantFrom(0.05, 0.3, 0.9),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ length, share, seed }): Case => {
    const random = new SeededRandom(seed);
    const draw = (seq: number): ModelEvent => {
      const luck = random.next();
      if (luck < 0.6) {
        const asked = question(random, `q${seq}`);
        return {
          kind: 'lesson-applied',
          seq,
          exemplar: { id: `e${seq}`, resolution_id: `r${random.integer(6)}`, question: asked },
        };
      }
      if (luck < 0.9) return { kind: 'resolution-upserted', seq, resolution: resolution(random) };
      if (luck < 0.96) return { kind: 'resolution-retired', seq, resolution_id: `r${random.integer(6)}` };
      return { kind: 'model-refitted', seq };
    };
    const events = Array.from({ length }, (_, i) => draw(i + 1));
    return {
      events,
      hidden: events.filter(() => random.next() < share).map(({ seq }) => seq),
      later: Array.from({ length: random.integer(6) }, (_, i) => draw(length + 2 + i)),
      asked: Array.from({ length: 5 }, (_, i) => question(random, `asked-${i}`)),
    };
  });

function folded(events: readonly ModelEvent[]): Engine {
  const engine = Engine.create(config);
  for (const event of events) engine.learn(event);
  return engine;
}

const forgetting = (seq: number, forgotten: readonly number[]) =>
  ({ kind: 'events-forgotten', seq, forgotten }) as const;

function hiding({ events, hidden }: Case): Engine {
  const engine = folded(events);
  engine.hide(forgetting(events.length + 1, hidden));
  return engine;
}

describe('hidden events', () => {
  it('are forgotten without a trace by the next forgetting, whatever was learned meanwhile', () => {
    fc.assert(
      fc.property(cases, (example) => {
        const { events, hidden, later } = example;
        const last = events.length + later.length + 10;
        const engine = hiding(example);
        for (const event of later) engine.learn(event);
        engine.learn(forgetting(last, []));
        expect(engine.isExact).toBe(true);
        const never = folded([...events.filter(({ seq }) => !hidden.includes(seq)), ...later]);
        never.learn(forgetting(last, []));
        expect(Buffer.from(engine.snapshot()).equals(Buffer.from(never.snapshot()))).toBe(true);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('come up in no answer: what does is what would without them, with as many exemplars', () => {
    fc.assert(
      fc.property(cases, (example) => {
        const { events, hidden, asked } = example;
        const gone = new Set(hidden.map((seq) => `e${seq}`));
        const engine = hiding(example);
        const never = folded(events.filter(({ seq }) => !hidden.includes(seq)));
        for (const each of asked) {
          const decision = engine.decide(each, { seed: 1 });
          for (const { exemplar_id } of decision.candidates) expect(gone.has(exemplar_id ?? '')).toBe(false);
          const known = never.decide(each, { seed: 1 }).candidates.map(({ resolution_id }) => resolution_id);
          const found = decision.candidates.map(({ resolution_id }) => resolution_id);
          expect(found.toSorted()).toEqual(known.toSorted());
        }
        expect(new Map(engine.resolutions)).toEqual(new Map(never.resolutions));
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('make no snapshot: it would be taken for a fold', () => {
    const [example] = fc.sample(
      cases.filter(({ hidden }) => hidden.length > 0),
      { numRuns: 1, seed: 3 },
    );
    const engine = hiding(example);
    expect(engine.isExact).toBe(false);
    expect(() => engine.snapshot()).toThrow('hidden events');
  });

  it('that were never learned cost nothing and change nothing', () => {
    const engine = folded([]);
    expect(engine.holds(forgetting(1, [7, 8]))).toBe(false);
    engine.learn(forgetting(1, [7, 8]));
    expect([engine.version, engine.isExact]).toEqual([1, true]);
  });
});
