import { describe, expect, it } from 'vitest';
import { CONFIDENCE_FEATURE_NAMES } from './confidence/confidence-features.ts';
import { DEFAULT_SETTINGS } from './config.ts';
import type { EncodedQuestion, ModelEvent, Resolution, ShadowLabel } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';
import { Model } from './model.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

const config = { encoder_id: 'test', dimensions: 16 };

function question(text: string, change: Partial<EncodedQuestion> = {}): EncodedQuestion {
  const plain = { context: [], language: 'en', account: null, at_ms: 1, wants_human: false, vector: null };
  return { id: text, text, ...plain, ...change };
}

function resolution(id: string, title = id): Resolution {
  return { id, title, text: '', links: [], stakes: 'read-only', stage: 'suggest', version: 1, sources: [] };
}

const upsert = (seq: number, id: string, title = id): ModelEvent => {
  return { kind: 'resolution-upserted', seq, resolution: resolution(id, title) };
};

const lesson = (seq: number, resolution_id: string, asked: EncodedQuestion): ModelEvent => {
  return { kind: 'lesson-applied', seq, exemplar: { id: `e${seq}`, resolution_id, question: asked } };
};

function label(index: number, random: SeededRandom, change: Partial<ShadowLabel> = {}): ShadowLabel {
  const correct = random.next() < 0.9;
  return {
    decision_id: `d${index}`,
    question_id: `q${index}`,
    resolution_id: 'r',
    confidence: 0.5,
    stakes: 'read-only',
    evidence: 'many',
    confidence_features: CONFIDENCE_FEATURE_NAMES.map(
      (_, k) => 0.2 * random.normal() + (k === 0 && correct ? 20 : 0),
    ),
    correct,
    propensity: 1,
    least_propensity: 1,
    at_ms: index,
    ...change,
  };
}

function engineOf(events: readonly ModelEvent[]): Engine {
  const engine = Engine.create(config);
  for (const event of events) engine.learn(event);
  return engine;
}

/** 398 labels from position 1 on, then a fit. */
function labelledEvents(seed: string, change: Partial<ShadowLabel> = {}): ModelEvent[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: 398 }, (_, index): ModelEvent => {
    return {
      kind: 'decision-labelled',
      seq: index + 1,
      label: label(index, random, index === 0 ? change : {}),
    };
  });
}

const refit = (seq: number): ModelEvent => ({ kind: 'model-refitted', seq });

describe('the model', () => {
  it('certifies from labels, among them of questions for which nothing came to mind', () => {
    // The very first ticket of a new desk has no candidates, hence no features.
    const engine = engineOf([...labelledEvents('first ticket', { confidence_features: [] }), refit(400)]);
    const [certificate] = engine.certificates;
    expect(certificate).toMatchObject({ cell: 'read-only', how: 'first-unlock', since_seq: 400, needed: 0 });
    expect(certificate.threshold).not.toBeNull();
  });

  it('goes back to the fit before when the last one is forgotten', () => {
    const events = labelledEvents('refits');
    const once = [...events.slice(0, 300), refit(301), ...events.slice(301)];
    const twice = engineOf([...once, refit(400), upsert(401, 'r')]);
    const before = twice.certificates;
    twice.learn({ kind: 'events-forgotten', seq: 402, forgotten: [400] });
    expect(before[0].since_seq).toBe(400);
    expect(twice.certificates[0].since_seq).toBe(301);
    expect(twice.certificates).toEqual(engineOf(once).certificates);
  });

  it('forgets a label as if it had never been, however many fits came between', () => {
    const events = labelledEvents('many fits');
    const fits = (given: readonly ModelEvent[]) =>
      given.flatMap((event) =>
        event.seq % 36 === 0 && event.seq <= 360 ? [event, { ...refit(0), seq: event.seq + 0.5 }] : [event],
      );
    const inOrder = (given: readonly ModelEvent[]) =>
      fits(given).map((event): ModelEvent => ({ ...event, seq: event.seq * 2 }));
    const engine = engineOf(inOrder(events));
    engine.learn({ kind: 'events-forgotten', seq: 2_000, forgotten: [100] });
    const never = engineOf(inOrder(events).filter((event) => event.seq !== 100));
    never.learn({ kind: 'events-forgotten', seq: 2_000, forgotten: [] });
    const unfolded = engineOf(inOrder(events).filter((event) => event.seq !== 100));
    expect(engine.snapshot()).toEqual(never.snapshot());
    expect(engine.certificates).toEqual(unfolded.certificates);
    // Or the test could not fail: something was unlocked, by an earlier fit than the last.
    expect(engine.certificates[0].threshold).not.toBeNull();
    expect(engine.certificates[0].since_seq).toBe(2 * 324.5);
  });

  it.each<[string, RegExp, ModelEvent]>([
    ['a position twice', /above 2, found 2/, upsert(2, 'x')],
    ['a position that is none', /found NaN/, upsert(Number.NaN, 'x')],
    ['forgetting in the past', /above 2, found 1/, { kind: 'events-forgotten', seq: 1, forgotten: [1] }],
    [
      'a vector of another length',
      /expected 16 values, found 32/,
      lesson(3, 'r', question('x', { vector: new Float32Array(32) })),
    ],
    [
      'accepting every error',
      /max_error: expected a number between 0 and 1, found 1/,
      { kind: 'settings-changed', seq: 3, settings: { ...DEFAULT_SETTINGS, max_error: 1 } },
    ],
    [
      'accepting every error of some',
      /max_error_by_stakes.read-only: expected a number between 0 and 1, found 0/,
      {
        kind: 'settings-changed',
        seq: 3,
        settings: { ...DEFAULT_SETTINGS, max_error_by_stakes: { 'read-only': 0 } },
      },
    ],
    [
      'more switches than are looked through',
      /topics: expected at most 500, found 501/,
      {
        kind: 'settings-changed',
        seq: 3,
        settings: {
          ...DEFAULT_SETTINGS,
          topics: Array.from({ length: 501 }, (_, i) => ({
            topic_id: `topic-${i}`,
            autonomy: 'off' as const,
            resolutions: [],
          })),
        },
      },
    ],
    [
      'auditing more than all',
      /audit_rate/,
      { kind: 'settings-changed', seq: 3, settings: { ...DEFAULT_SETTINGS, audit_rate: 1.5 } },
    ],
    ['an unknown event', /found oops/, { kind: 'oops', seq: 3 } as never],
  ])('refuses %s and stays as it was', (_, message, event) => {
    const engine = engineOf([upsert(1, 'r'), lesson(2, 'r', question('the printer is on fire'))]);
    const before = engine.snapshot();
    expect(() => engine.learn(event)).toThrow(message);
    expect(engine.snapshot()).toEqual(before);
    expect(engine.exemplars).toBe(1);
  });

  it('refuses a question with a vector of another length', () => {
    const engine = engineOf([upsert(1, 'r'), lesson(2, 'r', question('fire'))]);
    const asked = question('fire', { vector: new Float32Array(8) });
    expect(() => engine.decide(asked, { seed: 1 })).toThrow(/expected 16 values, found 8/);
  });

  it('forgets a resolution that is retired, and knows it again with what it learns from there on', () => {
    const asked = question('the printer is on fire');
    const engine = engineOf([
      upsert(1, 'r', 'Printer on fire'),
      lesson(2, 'r', asked),
      upsert(3, 's', 'fire drill'),
    ]);
    const ranked = () => engine.decide(asked, { seed: 1 }).candidates.map((each) => each.resolution_id);
    expect(ranked()).toEqual(['r', 's']);
    engine.learn({ kind: 'resolution-retired', seq: 4, resolution_id: 'r' });
    expect(ranked()).toEqual(['s']);
    engine.learn(upsert(5, 'r', 'Printer on fire'));
    const again = engine.decide(asked, { seed: 1 });
    const found = again.candidates.find((each) => each.resolution_id === 'r');
    expect(found?.exemplar_id).toBeNull();
    engine.learn(lesson(6, 'r', asked));
    expect(ranked()).toEqual(['r', 's']);
    engine.learn({ kind: 'events-forgotten', seq: 7, forgotten: [4, 5] });
    expect(engine.decide(asked, { seed: 1 }).evidence).toBe('few');
  });

  it('hands over where a lesson stands for a resolution that never came', () => {
    const engine = engineOf([lesson(1, 'ghost', question('the printer is on fire'))]);
    const decision = engine.decide(question('printer on fire'), { seed: 1 });
    expect(decision).toMatchObject({ action: 'hand_off', resolution_id: null });
  });

  it('does not let changes of stage drive older texts out', () => {
    const texts = ['reset the toner cartridge', 'then hold the green button'];
    const events = texts.map((text, index): ModelEvent => {
      return { kind: 'resolution-upserted', seq: index + 1, resolution: { ...resolution('r'), text } };
    });
    const engine = engineOf(events);
    const before = engine.decide(question('toner cartridge'), { seed: 1 }).candidates;
    for (let seq = 3; seq < 30; seq++) {
      const changed = {
        ...resolution('r'),
        text: texts[1],
        stage: seq % 2 ? ('auto' as const) : ('suggest' as const),
      };
      engine.learn({ kind: 'resolution-upserted', seq, resolution: changed });
    }
    expect(engine.decide(question('toner cartridge'), { seed: 1 }).candidates).toEqual(before);
    expect(engine.resolutions.get('r')?.stage).toBe('auto');
  });

  it('holds the same against a resolution after a restart, and for another promise: what its newest text did', () => {
    const random = new SeededRandom('veto');
    const audited = { confidence: 0.9, propensity: 0.2, least_propensity: 0.2 };
    const wrongs = (from: number) =>
      Array.from({ length: 12 }, (_, i): ModelEvent => {
        const made = label(from + i, random, { ...audited, correct: false });
        return { kind: 'decision-labelled', seq: from + i, label: made };
      });
    const vetoed = (events: readonly ModelEvent[]) => {
      const model = new Model(config);
      for (const event of events) model.apply(event);
      const restored = new Model(config, readSnapshot(writeSnapshot(config, model.facts)).facts);
      expect(restored.certification.veto('r')).toEqual(model.certification.veto('r'));
      return model.certification.veto('r') !== null;
    };
    const strict = { ...DEFAULT_SETTINGS, max_error: 0.04 };
    const stricter: ModelEvent = { kind: 'settings-changed', seq: 90, settings: strict };
    expect(vetoed([upsert(1, 'r'), ...wrongs(10)])).toBe(true);
    expect(vetoed([upsert(1, 'r'), upsert(2, 'r', 'New'), ...wrongs(10)])).toBe(true);
    expect(vetoed([upsert(1, 'r'), ...wrongs(10), upsert(50, 'r', 'New')])).toBe(false);
    expect(vetoed([upsert(1, 'r'), ...wrongs(10), upsert(50, 'r', 'New'), stricter])).toBe(false);
    // Another source is no new text.
    expect(vetoed([upsert(1, 'r'), ...wrongs(10), upsert(50, 'r')])).toBe(true);
  });

  it('draws audits by the seed alone, about as often as the settings say', () => {
    const engine = engineOf([...labelledEvents('audits2'), refit(400), upsert(401, 'r', 'Printer on fire')]);
    for (let seq = 402; seq < 420; seq++) {
      engine.learn(
        lesson(seq, 'r', question('the printer is on fire', { id: `q${seq}`, account: `a${seq}` })),
      );
    }
    const asked = question('the printer is on fire');
    const decisions = Array.from({ length: 1000 }, (_, seed) => engine.decide(asked, { seed }));
    expect(new Set(decisions.map((decision) => decision.action))).toEqual(new Set(['answer']));
    const audited = decisions.filter((decision) => decision.audited).length;
    expect(audited).toBeGreaterThan(110);
    expect(audited).toBeLessThan(190);
  });
});

describe('a snapshot', () => {
  const events = [
    upsert(1, 'r', 'Printer on fire'),
    lesson(2, 'r', question('fire\n“ünïcödé” 🙈', { vector: new Float32Array(16).fill(0.25) })),
    lesson(3, 'r', question('smoke', { id: 'q3' })),
  ];

  it('reads back what was written, byte for byte, from any kind of array', () => {
    const bytes = engineOf(events).snapshot();
    const { config: read, facts } = readSnapshot(bytes);
    expect(read).toEqual(config);
    expect(writeSnapshot(read, facts)).toEqual(bytes);
    // As a database driver hands it over: a view into a larger pool.
    const pool = Buffer.concat([Buffer.alloc(13, 1), bytes, Buffer.alloc(5, 1)]);
    const view = pool.subarray(13, 13 + bytes.length);
    expect(Engine.restore(view).snapshot()).toEqual(bytes);
    pool.fill(0);
    expect(Engine.restore(bytes).snapshot()).toEqual(bytes);
  });

  it('is refused when something is missing, too much, or something else', () => {
    const bytes = engineOf(events).snapshot();
    for (const length of [0, 3, 11, 12, 100, bytes.length - 1]) {
      expect(() => Engine.restore(bytes.slice(0, length))).toThrow(/^snapshot: expected/);
    }
    expect(() => Engine.restore(Uint8Array.of(...bytes, 0))).toThrow(/^snapshot: expected/);
    expect(() => Engine.restore(bytes.with(0, 7))).toThrow(/^snapshot: expected/);
    expect(() => Engine.restore(bytes.with(7, 99))).toThrow(/expected format/);
    expect(() => Engine.restore(bytes.with(12, 7))).toThrow(/a header in JSON/);
  });
});

describe('a configuration', () => {
  it.each([
    [{ encoder_id: '', dimensions: 16 }, /encoder_id/],
    [{ encoder_id: 'e', dimensions: 0 }, /dimensions/],
    [{ encoder_id: 'e', dimensions: 20 }, /multiple of 16, found 20/],
    [{ encoder_id: 'e', dimensions: Number.NaN }, /dimensions/],
  ])('%j is refused', (given, message) => expect(() => Engine.create(given)).toThrow(message));
});
