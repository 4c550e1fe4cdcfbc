import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent } from './domain.ts';
import { Engine } from './engine.ts';

/** Lessons of a release; a release is young below twenty. */
const EACH = 30;
/** So many first lessons of a later release bring a resolution that nobody knew. */
const FRESH = 12;

const question = (id: string, context: readonly string[]): EncodedQuestion => {
  const around = { language: 'en', account: id, at_ms: 1, wants_human: false, vector: null };
  return { id, text: `how do I change the colour of ${id.slice(0, 1)}`, context, ...around };
};

/** Three releases, each with something new at first. */
const EVENTS = Array.from({ length: 3 * EACH }, (_, i): ModelEvent => {
  const release = Math.floor(i / EACH);
  const isNew = release > 0 && i % EACH < FRESH;
  const exemplar = {
    id: `e${i}`,
    resolution_id: isNew ? `new-${i}` : `known-${i % 5}`,
    question: question(`q${i}`, [`release:${release}`]),
  };
  return { kind: 'lesson-applied', seq: i + 1, exemplar };
});
const taught = (events: readonly ModelEvent[]): Engine => {
  const engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  for (const event of events) engine.learn(event);
  return engine;
};
const asks = (context: readonly string[]) => question('asked', context);
const strangeness = (engine: Engine, context: readonly string[]) =>
  engine.decide(asks(context), { seed: 1 }).strangeness;

describe('a question on a new release', () => {
  const engine = taught(EVENTS);

  it('is stranger than the same one on a release that is known, and than without one', () => {
    const known = strangeness(engine, ['release:2']);
    expect(strangeness(engine, ['release:3'])).toBeGreaterThan(known + 0.5);
    expect(strangeness(engine, [])).toBeCloseTo(known, 3);
  });

  it('is judged the same by a snapshot, also of the middle with the rest', () => {
    const decided = JSON.stringify(engine.decide(asks(['release:3']), { seed: 1 }));
    const middle = Engine.restore(taught(EVENTS.slice(0, 47)).snapshot());
    for (const event of EVENTS.slice(47)) middle.learn(event);
    for (const same of [Engine.restore(engine.snapshot()), middle])
      expect(JSON.stringify(same.decide(asks(['release:3']), { seed: 1 }))).toBe(decided);
  });

  it('is judged as if what was forgotten had never been', () => {
    const gone = EVENTS.filter(({ seq }) => seq > EACH && seq <= EACH + FRESH).map(({ seq }) => seq);
    const forgets = (events: readonly ModelEvent[]) => {
      const forgetting = taught(events);
      forgetting.learn({ kind: 'events-forgotten', seq: EVENTS.length + 1, forgotten: gone });
      return forgetting;
    };
    const [forgotten, never] = [forgets(EVENTS), forgets(EVENTS.filter(({ seq }) => !gone.includes(seq)))];
    const of = (each: Engine) => each.decide(asks(['release:3']), { seed: 1 });
    expect(of(forgotten)).toEqual(of(never));
    expect(of(forgotten).strangeness).not.toBe(of(engine).strangeness);
  });
});
