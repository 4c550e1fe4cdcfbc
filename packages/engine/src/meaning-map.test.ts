import { describe, expect, it } from 'vitest';
import type { ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';
import { FEATURE_NAMES } from './rank/features.ts';

const SIZE = 16;
const TOPICS = 25;
const ADAPTED = FEATURE_NAMES.indexOf('adapted');

/** Topics differ in the first half of the components; questions of one topic vary mostly in the others. */
function vectorOf(topic: number, random: SeededRandom): Float32Array {
  const centre = new SeededRandom(`topic-${topic}`);
  const values = Array.from({ length: SIZE }, (_, k) =>
    k < SIZE / 2 ? centre.normal() + 0.4 * random.normal() : 1.5 * random.normal(),
  );
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function questionOf(id: string, topic: number, random: SeededRandom) {
  const vector = vectorOf(topic, random);
  return {
    id,
    text: 'it does not work',
    context: [],
    language: 'en',
    account: null,
    at_ms: 0,
    wants_human: false,
    vector,
  };
}

/** Positions are spread, so that some can be left out. */
function events(count: number): ModelEvent[] {
  const random = new SeededRandom('questions');
  const resolution = (topic: number): Resolution => ({
    id: `r${topic}`,
    title: '',
    text: 'Do this.',
    links: [],
    stakes: 'read-only',
    stage: 'auto',
    version: 1,
    sources: [],
  });
  const told = Array.from({ length: TOPICS }, (_, topic): ModelEvent => {
    return { kind: 'resolution-upserted', seq: topic + 1, resolution: resolution(topic) };
  });
  const lessons = Array.from({ length: count }, (_, i): ModelEvent => {
    const question = questionOf(`q${i}`, i % TOPICS, random);
    const exemplar = { id: `e${i}`, resolution_id: `r${i % TOPICS}`, question };
    return { kind: 'lesson-applied', seq: 100 + 2 * i, exemplar };
  });
  const refits = [210, 280].filter((at) => at <= count);
  return [
    ...told,
    ...lessons,
    ...refits.map((at): ModelEvent => ({ kind: 'model-refitted', seq: 99 + 2 * at })),
  ].sort((a, b) => a.seq - b.seq);
}

function engineOf(given: readonly ModelEvent[], without: readonly 'adaptation'[] = []): Engine {
  const engine = Engine.create({ encoder_id: 'test', dimensions: SIZE, without });
  for (const event of given) engine.learn(event);
  return engine;
}

const asked = questionOf('asked', 3, new SeededRandom('asked'));
const adaptedOf = (engine: Engine) =>
  engine.decide(asked, { seed: 1 }).candidates.map(({ features }) => features[ADAPTED]);

function rightFirst(engine: Engine): number {
  const random = new SeededRandom('unseen');
  return Array.from({ length: 200 }, (_, i) => {
    const [best] = engine.decide(questionOf(`u${i}`, i % TOPICS, random), { seed: 1 }).candidates;
    return best.resolution_id === `r${i % TOPICS}` ? 1 : 0;
  }).reduce((sum: number, value) => sum + value, 0);
}

describe('the learned map in the model', () => {
  it('says nothing before a refit finds one, and afterwards how near a resolution is by it', () => {
    expect(new Set(adaptedOf(engineOf(events(209))))).toEqual(new Set([0]));
    const values = adaptedOf(engineOf(events(210)));
    expect(Math.max(...values)).toBeGreaterThan(0.5);
    expect(Math.min(...values)).toBeLessThan(0.2);
    expect(values.every((value) => Math.abs(value) <= 1.0001)).toBe(true);
  });

  it('makes more questions right first than the same desk without it', () => {
    const given = events(280);
    expect(rightFirst(engineOf(given))).toBeGreaterThan(rightFirst(engineOf(given, ['adaptation'])) + 10);
  });

  it('is the same after a snapshot, and when what came between is forgotten', () => {
    const given = events(280);
    const engine = engineOf(given);
    const restored = Engine.restore(engine.snapshot());
    expect(adaptedOf(restored)).toEqual(adaptedOf(engine));
    expect(restored.snapshot()).toEqual(engine.snapshot());
    const forgotten = [110, 120, 530];
    engine.learn({ kind: 'events-forgotten', seq: 1000, forgotten });
    restored.learn({ kind: 'events-forgotten', seq: 1000, forgotten });
    const never = engineOf(given.filter(({ seq }) => !forgotten.includes(seq)));
    never.learn({ kind: 'events-forgotten', seq: 1000, forgotten: [] });
    expect(engine.snapshot()).toEqual(never.snapshot());
    expect(restored.snapshot()).toEqual(never.snapshot());
    expect(Math.max(...adaptedOf(engine))).toBeGreaterThan(0.5);
  });
});
