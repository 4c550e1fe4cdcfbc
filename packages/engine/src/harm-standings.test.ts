/** Whether answers got worse, seen from the engine's door: from events of the ledger to what is held. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Resolution, Signal } from './domain.ts';
import { Engine } from './engine.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let engine: Engine;
let events: ModelEvent[];

type Untold = ModelEvent extends infer E
  ? E extends { readonly seq: number }
    ? Omit<E, 'seq'>
    : never
  : never;
function tell(event: Untold): number {
  const seq = events.length + 1;
  const told = { ...event, seq } as ModelEvent;
  events.push(told);
  engine.learn(told);
  return seq;
}

function resolution(id: string, text: string): Resolution {
  const about = {
    title: id,
    links: [],
    stakes: 'read-only',
    stage: 'auto',
    version: 1,
    sources: [],
  } as const;
  return { id, text, ...about };
}

/** An answer that went out alone; answers its decision's id. */
function answered(day: number, resolution_id: string, signal: Signal | null, after_ms = HOUR): string {
  const decision_id = `d${events.length}`;
  const at_ms = day * DAY;
  const shown = {
    decision_id,
    resolution_id,
    stakes: 'read-only',
    action: 'answer',
    confidence: 0.9,
  } as const;
  tell({ kind: 'answer-shown', shown: { ...shown, propensity: 1, audited: true, at_ms } });
  const outcome = { decision_id, edited: null, at_ms: at_ms + after_ms };
  if (signal !== null) tell({ kind: 'outcome-seen', outcome: { ...outcome, signal } });
  return decision_id;
}

function audited(decision_id: string, resolution_id: string, correct: boolean, day: number): number {
  const label = {
    decision_id,
    question_id: decision_id,
    resolution_id,
    confidence: 0.9,
    stakes: 'read-only',
  } as const;
  const weighed = { propensity: 0.2, least_propensity: 0.2, at_ms: day * DAY };
  return tell({
    kind: 'decision-labelled',
    label: { ...label, evidence: 'many', confidence_features: [1], correct, ...weighed },
  });
}

const at = (level: string, id: string, source: string, now_day = 100) =>
  engine.harm(now_day * DAY).find((each) => each.level === level && each.id === id && each.source === source);

beforeEach(() => {
  engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  events = [];
  for (const [word, id] of ['r0', 'r1'].entries()) {
    tell({ kind: 'resolution-upserted', resolution: resolution(id, `What to do about ${id}`) });
    const vector = new Float32Array(16);
    vector[word] = 1;
    const asked = { text: `my ${id} fails`, context: [], language: 'en', account: null, at_ms: 0 } as const;
    const question: EncodedQuestion = { id: `q${id}`, ...asked, wants_human: false, vector };
    tell({ kind: 'lesson-applied', exemplar: { id: `e${id}`, resolution_id: id, question } });
  }
});

describe('what audits say', () => {
  it('the model holds by itself: it is told, with the run, for as long as it is', () => {
    for (let i = 0; i < 5; i++) audited(answered(i, 'r0', null), 'r0', false, i);
    expect(at('resolution', 'r0', 'audits')).toMatchObject({
      by_model: true,
      alarm: { at_ms: 4 * DAY, why: expect.stringContaining('5 of the last 5') },
    });
    expect(at('resolution', 'r1', 'audits')).toBeUndefined();
    // A new text is watched anew.
    tell({ kind: 'resolution-upserted', resolution: resolution('r0', 'Something else') });
    expect(at('resolution', 'r0', 'audits')).toBeUndefined();
  });

  it('of a topic is for the caller to hold; drafts that people found right tell when to let go', () => {
    const topic = engine.insights.topicOfResolution('r0') ?? '';
    for (let i = 0; i < 5; i++) audited(answered(i, 'r0', null), 'r0', false, i);
    expect(at('topic', topic, 'audits')).toMatchObject({ by_model: false, recovered: false });
    expect(at('topic', topic, 'audits')?.alarm?.at_ms).toBe(4 * DAY);
    // ln E of 26 right ones at .1 is 2.244, of 27 it is 2.334; ln 10 is 2.303.
    for (let i = 0; i < 26; i++) audited(`draft${i}`, 'r0', true, 6);
    expect(at('topic', topic, 'audits')?.recovered).toBe(false);
    audited('draft26', 'r0', true, 6);
    expect(at('topic', topic, 'audits')?.recovered).toBe(true);
  });
});

describe('what customers do', () => {
  const past = () => {
    for (let i = 0; i < 60; i++) answered(i / 10, 'r0', i % 20 === 0 ? 'denied' : 'confirmed');
  };

  it('raises an alarm when many more complain than ever before', () => {
    past();
    for (let i = 0; i < 40; i++) answered(25 + i / 40, 'r0', i % 2 === 0 ? 'asked-for-human' : 'reopened');
    const seen = at('resolution', 'r0', 'complaints');
    expect(seen?.alarm?.why).toMatch(/Customers complained of \d+ of the last \d+ answers/);
    expect(seen?.by_model).toBe(false);
    expect(at('workspace', 'all', 'complaints')?.alarm).not.toBeNull();
    expect(at('area', 'read-only', 'complaints')?.alarm).not.toBeNull();
  });

  it('counts for hours only, and good words count for nothing', () => {
    past();
    for (let i = 0; i < 40; i++) answered(25 + i / 40, 'r0', 'came-again', 7 * HOUR);
    for (let i = 0; i < 40; i++) answered(26 + i / 40, 'r0', 'thanked');
    expect(at('resolution', 'r0', 'complaints')?.alarm).toBeNull();
  });

  it('leaves no trace of what was forgotten', () => {
    past();
    const forgotten: number[] = [];
    for (let i = 0; i < 40; i++) {
      const from = events.length + 1;
      answered(25 + i / 40, 'r0', 'denied');
      forgotten.push(from, from + 1);
    }
    expect(at('resolution', 'r0', 'complaints')?.alarm).not.toBeNull();
    const without = Engine.create({ encoder_id: 'test', dimensions: 16 });
    for (const event of events.filter(({ seq }) => !forgotten.includes(seq))) without.learn(event);
    tell({ kind: 'events-forgotten', forgotten });
    expect(engine.harm(100 * DAY)).toEqual(without.harm(100 * DAY));
  });
});
