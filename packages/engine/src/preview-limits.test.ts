/** What a lesson that holds a resolution back would change is what the engine says with and without it. */
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';

type Pending = ModelEvent extends infer E ? (E extends ModelEvent ? Omit<E, 'seq'> : never) : never;

const TEXTS = ['print on both sides', 'print a label', 'print in colour'];

function question(index: number, turn: number, context: readonly string[] = []): EncodedQuestion {
  const vector = new Float32Array(16);
  vector[index] = Math.cos(turn);
  vector[8 + index] = Math.sin(turn);
  vector[15] = 0.4;
  const length = Math.hypot(...vector);
  const id = `q${index}-${turn}`;
  const known = { language: null, account: id, at_ms: 0, wants_human: false };
  return { id, text: TEXTS[index], context, vector: vector.map((value) => value / length), ...known };
}

const resolution = (index: number): Resolution => {
  const more = { links: [], stakes: 'read-only', stage: 'suggest', version: 1, sources: [] } as const;
  return { id: `r${index}`, title: TEXTS[index], text: `Press ${index}.`, ...more };
};

const desk: readonly Pending[] = TEXTS.flatMap((_, index) => [
  {
    kind: 'lesson-applied' as const,
    exemplar: { id: `e${index}`, resolution_id: `r${index}`, question: question(index, 0, ['plan:team']) },
  },
  { kind: 'resolution-upserted' as const, resolution: resolution(index) },
]);

function engineOf(events: readonly Pending[]): Engine {
  const engine = Engine.create({ encoder_id: 'test', dimensions: 16, without: ['lexical', 'head'] });
  events.forEach((event, i) => engine.learn({ ...event, seq: i + 1 } as ModelEvent));
  return engine;
}

const ASKED = [
  question(0, 0.1),
  question(0, 0.1, ['plan:free']),
  question(0, 0.3, ['plan:team']),
  question(1, 0.2),
];

const told = (engine: Engine, asked: EncodedQuestion) => {
  const { action, confidence, candidates } = engine.decide(asked, { seed: 1 });
  return { action, confidence, first: candidates.slice(0, 3).map(({ resolution_id }) => resolution_id) };
};

const REFUSAL: Pending = {
  kind: 'answer-refused',
  refusal: { id: 'x', resolution_id: 'r0', question: question(0, 0.15) },
};
const CONDITION: Pending = { kind: 'conditions-set', resolution_id: 'r0', conditions: ['plan:team'] };
const RETIREMENT: Pending = { kind: 'resolution-retired', resolution_id: 'r0' };

describe('a lesson that holds a resolution back', () => {
  it.each([
    ['a refusal', REFUSAL],
    ['a condition', CONDITION],
    ['a retirement', RETIREMENT],
  ] as const)('%s that is proposed', (_, event) => {
    const before = engineOf(desk);
    const after = engineOf([...desk, event]);
    const preview = before.preview({ kind: 'proposed', events: [event] });
    const compared = ASKED.map((asked) => preview?.compare(asked));
    expect(compared).toEqual(
      ASKED.map((asked) => ({ before: told(before, asked), after: told(after, asked) })),
    );
    expect(compared.some((each) => each?.before.first[0] !== each?.after.first[0])).toBe(true);
  });

  it.each([
    ['a refusal', REFUSAL, { kind: 'in-force', exemplar_id: 'x' }],
    ['a condition', CONDITION, { kind: 'conditions-in-force', resolution_id: 'r0', before: [] }],
  ] as const)('%s in force', (_, event, lesson) => {
    const never = engineOf(desk);
    const engine = engineOf([...desk, event]);
    const preview = engine.preview(lesson);
    for (const asked of ASKED)
      expect(preview?.compare(asked)).toEqual({ before: told(never, asked), after: told(engine, asked) });
  });
});
