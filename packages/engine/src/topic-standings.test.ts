/** What holds for a topic, seen from the engine's door. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from './config.ts';
import type { EncodedQuestion, Resolution, TopicSwitch } from './domain.ts';
import { Engine } from './engine.ts';

const WORDS = ['printer', 'calendar', 'refund'];

let engine: Engine;
let seq = 0;

/** Each word points along an axis of its own, so that it has a topic of its own. */
function ask(word: number, id: string): EncodedQuestion {
  const vector = new Float32Array(16);
  vector[word] = 1;
  const text = `my ${WORDS[word]} fails`;
  return { id, text, context: [], language: 'en', account: id, at_ms: 0, wants_human: false, vector };
}

beforeEach(() => {
  engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  seq = 0;
  for (const [word, name] of WORDS.entries()) {
    const resolution: Resolution = {
      id: `r${word}`,
      title: `About the ${name}`,
      text: `What to do about the ${name}`,
      links: [],
      stakes: name === 'refund' ? 'money-security' : 'read-only',
      stage: name === 'calendar' ? 'shadow' : 'suggest',
      version: 1,
      sources: [],
    };
    engine.learn({ kind: 'resolution-upserted', seq: ++seq, resolution });
    for (let n = 0; n < 3; n++) {
      const exemplar = { id: `e${word}${n}`, resolution_id: `r${word}`, question: ask(word, `q${word}${n}`) };
      engine.learn({ kind: 'lesson-applied', seq: ++seq, exemplar });
    }
  }
});

const hold = (...topics: TopicSwitch[]) =>
  engine.learn({ kind: 'settings-changed', seq: ++seq, settings: { ...DEFAULT_SETTINGS, topics } });
const codesOf = (which: Engine, word: number) =>
  which.decide(ask(word, 'asked'), { seed: 1 }).reasons.map(({ code }) => code);
const standings = () => engine.topicStandings(engine.insights.topics());

describe('the standing of a topic', () => {
  it('says what is missing for each of its resolutions, and nothing that would not help', () => {
    hold({ topic_id: 'topic-e00', autonomy: 'draft', resolutions: [] });
    const told = standings().map(({ autonomy, resolutions }) => {
      const reasons = resolutions.map((each) => each.reasons.map(({ code }) => code));
      return [autonomy, resolutions.map(({ allowed }) => allowed), reasons];
    });
    expect(told).toEqual([
      ['draft', ['draft'], [['topic-held', 'not-certified']]],
      ['auto', ['hand_off'], [['stage-too-low']]],
      ['auto', ['draft'], [['stakes-too-high']]],
    ]);
  });
});

describe('a topic that always goes to a person', () => {
  const held = { topic_id: 'topic-e00', autonomy: 'off', resolutions: ['r0'] } as const;

  it('is handed over, by the engine and by its copy', () => {
    expect(codesOf(engine, 0)).not.toContain('topic-held');
    hold(held);
    const copy = Engine.restore(engine.snapshot());
    for (const each of [engine, copy]) {
      expect(codesOf(each, 0)).toEqual(['topic-held']);
      expect(codesOf(each, 2)).not.toContain('topic-held');
    }
  });

  it('stays so where the exemplar that named it is forgotten', () => {
    hold(held);
    engine.learn({ kind: 'events-forgotten', seq: ++seq, forgotten: [2] });
    const [first] = standings();
    expect([first.id, first.autonomy, first.switches]).toEqual(['topic-e01', 'off', [held]]);
    expect(codesOf(engine, 0)).toEqual(['topic-held']);
  });

  it('stays so where it joins another', () => {
    hold(held);
    engine.learn({ kind: 'topics-merged', seq: ++seq, from: 'topic-e00', into: 'topic-e20' });
    expect(codesOf(engine, 0)).toEqual(['topic-held']);
    expect(codesOf(engine, 2)).toEqual(['topic-held']);
  });
});
