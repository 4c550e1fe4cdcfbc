/** What a person refused is not said again to nearly the same question; what holds elsewhere is said nowhere else. */
import { describe, expect, it } from 'vitest';
import { checkConditions, conditionsInWords } from './conditions.ts';
import { DEFAULT_SETTINGS } from './config.ts';
import type { EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';

const DIMENSIONS = 16;
type WithoutSeq<E> = E extends ModelEvent ? Omit<E, 'seq'> : never;

/** At an angle in degrees in one plane, so that the cosine of two questions is that of the angle between them. */
function vectorAt(degrees: number): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  const radians = (degrees / 180) * Math.PI;
  vector[0] = Math.cos(radians);
  vector[1] = Math.sin(radians);
  return vector;
}

function question(id: string, degrees: number | null, given: Partial<EncodedQuestion> = {}): EncodedQuestion {
  const vector = degrees === null ? null : vectorAt(degrees);
  const text = `how do I print ${id}`;
  const known = { context: [], language: 'en', account: id, at_ms: 0, wants_human: false };
  return { id, text, ...known, vector, ...given };
}

const resolution = (id: string): Resolution => {
  const more = { links: [], stakes: 'read-only', stage: 'auto', version: 1, sources: [] } as const;
  return { id, title: `Print with ${id}`, text: `Use ${id} to print.`, ...more };
};

const lesson = (id: string, resolution_id: string, asked: EncodedQuestion): WithoutSeq<ModelEvent> => {
  return { kind: 'lesson-applied', exemplar: { id, resolution_id, question: asked } };
};
const refusal = (resolution_id: string, asked: EncodedQuestion): WithoutSeq<ModelEvent> => {
  return { kind: 'answer-refused', refusal: { id: `x-${asked.id}`, resolution_id, question: asked } };
};
const conditions = (resolution_id: string, only: readonly string[]): WithoutSeq<ModelEvent> => {
  return { kind: 'conditions-set', resolution_id, conditions: only };
};

function taught(...events: readonly WithoutSeq<ModelEvent>[]): Engine {
  const engine = Engine.create({ encoder_id: 'test', dimensions: DIMENSIONS });
  const settings = { ...DEFAULT_SETTINGS, draft_floor: 0 };
  const all: WithoutSeq<ModelEvent>[] = [
    { kind: 'settings-changed', settings },
    lesson('a1', 'a', question('a1', 0)),
    { kind: 'resolution-upserted', resolution: resolution('a') },
    lesson('b1', 'b', question('b1', 60)),
    { kind: 'resolution-upserted', resolution: resolution('b') },
    ...events,
  ];
  for (const [index, event] of all.entries()) engine.learn({ ...event, seq: index + 1 });
  return engine;
}

function first(engine: Engine, asked: EncodedQuestion) {
  const { candidates, reasons } = engine.decide(asked, { seed: 1 });
  return { id: candidates[0]?.resolution_id, codes: reasons.map(({ code }) => code) };
}

const ASKED = question('asked', 22);

describe('a refusal', () => {
  it('takes the answer out for the question that it was refused for; the next one takes its place', () => {
    expect(first(taught(), ASKED).id).toBe('a');
    const engine = taught(refusal('a', ASKED));
    const { id, codes } = first(engine, { ...ASKED, id: 'again' });
    expect(id).toBe('b');
    expect(codes).toContain('refused');
    expect(engine.decide(ASKED, { seed: 1 }).candidates).toHaveLength(1);
  });

  it('reaches as far as the questions that are nearer to it than to what the answer solved', () => {
    const engine = taught(refusal('a', ASKED));
    // Halfway between 0 and 22 degrees the answer's own exemplar is as near.
    expect(first(engine, question('near', 13)).id).toBe('b');
    expect(first(engine, question('own', 9)).id).toBe('a');
  });

  it('ends where two questions are not nearly the same any more', () => {
    // cos 35° = .82, cos 38° = .79
    const refused = taught(refusal('a', question('far', -50)));
    expect(first(refused, question('just', -15)).id).toBe('a'); // nearer to its own exemplar
    const bare = taught(refusal('b', question('far', 120)));
    expect(first(bare, question('within', 120 - 20)).codes).toContain('refused');
    expect(
      bare.decide(question('without', 120 + 38), { seed: 1 }).reasons.map(({ code }) => code),
    ).not.toContain('refused');
  });

  it('is lifted by whoever teaches the same question to the same answer afterwards, and not by who did before', () => {
    const asked = question('a1-again', 0);
    expect(first(taught(refusal('a', asked)), asked).id).toBe('b');
    expect(first(taught(refusal('a', asked), lesson('a2', 'a', asked)), asked).id).toBe('a');
  });

  it('stands where what the answer had before is only told again, as after a split', () => {
    const asked = question('a1-again', 0);
    const again: WithoutSeq<ModelEvent>[] = [
      { kind: 'resolution-retired', resolution_id: 'a' },
      lesson('a1', 'a', question('a1', 0)),
      { kind: 'resolution-upserted', resolution: resolution('a') },
    ];
    expect(first(taught(refusal('a', asked), ...again), asked).id).toBe('b');
    // A merge brings it what another answer had: that is a newer word.
    expect(first(taught(refusal('a', asked), lesson('b1', 'a', asked)), asked).id).toBe('a');
  });

  it('goes by letters where a question has no vector', () => {
    const blind = question('asked', null, { text: 'how do I print on both sides of a sheet' });
    const engine = taught(lesson('a2', 'a', question('a2', 5, { text: 'print on both sides of one sheet' })));
    expect(first(engine, blind).id).toBe('a');
    const refused = taught(
      lesson('a2', 'a', question('a2', 5, { text: 'print on both sides of one sheet' })),
      refusal('a', blind),
    );
    expect(first(refused, blind)).toMatchObject({ codes: expect.arrayContaining(['refused']) });
    expect(refused.decide(blind, { seed: 1 }).candidates.map((each) => each.resolution_id)).not.toContain(
      'a',
    );
  });

  it('that is forgotten has never been, also where it is only hidden at first', () => {
    const [never, engine, hidden] = [taught(), taught(refusal('a', ASKED)), taught(refusal('a', ASKED))];
    never.learn({ kind: 'events-forgotten', seq: 10, forgotten: [] });
    engine.learn({ kind: 'events-forgotten', seq: 10, forgotten: [6] });
    expect(engine.snapshot()).toEqual(never.snapshot());
    hidden.hide({ kind: 'events-forgotten', seq: 10, forgotten: [6] });
    expect(first(hidden, ASKED).id).toBe('a');
  });
});

describe('conditions', () => {
  const FREE = ['plan:free'];
  const asked = (context: readonly string[]) => question('asked', 1, { context });

  it('rule an answer out where the context says something else, and let it be where it says so', () => {
    const engine = taught(conditions('a', FREE));
    expect(first(engine, asked(['plan:team']))).toMatchObject({
      id: 'b',
      codes: expect.arrayContaining(['holds-elsewhere']),
    });
    expect(first(engine, asked(['page:/x', 'plan:free'])).id).toBe('a');
    expect(first(engine, asked(['plan:free'])).codes).not.toContain('condition-unknown');
  });

  it('leave a draft where the context says nothing of it', () => {
    const { action, resolution_id, reasons } = taught(conditions('a', FREE)).decide(asked([]), { seed: 1 });
    expect([action, resolution_id]).toEqual(['draft', 'a']);
    expect(reasons.find(({ code }) => code === 'condition-unknown')?.text).toBe(
      'It holds only where plan is free; here nobody knows whether that is so.',
    );
  });

  it('are those that were set last; none is everywhere', () => {
    const engine = taught(conditions('a', FREE), conditions('a', []));
    expect(first(engine, asked(['plan:team'])).id).toBe('a');
  });

  it('stand in the snapshot, and only where there are any', () => {
    const engine = taught(conditions('a', FREE), refusal('b', ASKED));
    const again = Engine.restore(engine.snapshot());
    expect(again.snapshot()).toEqual(engine.snapshot());
    expect(first(again, asked(['plan:team'])).id).toBe(first(engine, asked(['plan:team'])).id);
    const header = new TextDecoder().decode(taught().snapshot());
    expect(header).not.toMatch(/"refusals"|"conditions"/);
  });

  it('name for each key the values of which one has to be there', () => {
    const only = ['page:/a', 'page:/b', 'plan:free'];
    expect(checkConditions(only, ['page:/b', 'plan:free'])).toEqual({ holds: 'yes', about: [] });
    expect(checkConditions(only, ['page:/b'])).toEqual({ holds: 'open', about: ['plan:free'] });
    expect(checkConditions(only, ['page:/c'])).toEqual({ holds: 'no', about: ['page:/a', 'page:/b'] });
    expect(checkConditions(['plan:free'], ['plan:free', 'plan:team']).holds).toBe('yes');
    expect(conditionsInWords(only)).toBe('page is /a or /b, and plan is free');
  });
});
