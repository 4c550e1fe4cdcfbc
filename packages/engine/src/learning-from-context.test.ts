/** The same words need another answer on another page: that is learned, and nothing is lost where a context says nothing. */
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';

type WithoutSeq<E> = E extends ModelEvent ? Omit<E, 'seq'> : never;
type Lesson = readonly [text: string, context: readonly string[], right: string];

const SAYINGS = [
  "I can't complete this step",
  'the next button does nothing',
  'stuck here, it will not go on',
];

let asked = 0;
function question(text: string, context: readonly string[]): EncodedQuestion {
  asked += 1;
  const known = { language: 'en', account: `a${asked}`, at_ms: asked, wants_human: false, vector: null };
  return { id: `q${asked}`, text, context, ...known };
}

const resolution = (id: string): Resolution => {
  const more = { links: [], stakes: 'read-only', stage: 'auto', version: 1, sources: [] } as const;
  return { id, title: '', text: '', ...more };
};

function eventsOf(lessons: readonly Lesson[]): ModelEvent[] {
  const ids = [...new Set(lessons.map(([, , right]) => right))];
  const events: WithoutSeq<ModelEvent>[] = [
    ...lessons.map(([text, context, right], i): WithoutSeq<ModelEvent> => {
      const exemplar = { id: `e${i}`, resolution_id: right, question: question(text, context) };
      return { kind: 'lesson-applied', exemplar };
    }),
    ...ids.map((id): WithoutSeq<ModelEvent> => ({ kind: 'resolution-upserted', resolution: resolution(id) })),
  ];
  return events.map((event, i) => ({ ...event, seq: i + 1 }) as ModelEvent);
}

function taught(lessons: readonly Lesson[]): Engine {
  const engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  for (const event of eventsOf(lessons)) engine.learn(event);
  return engine;
}

const first = (engine: Engine, text: string, context: readonly string[]): string | undefined =>
  engine.decide(question(text, context), { seed: 1 }).candidates[0]?.resolution_id;

const AROUND = ['browser:chrome', 'plan:team'];
const onPage = (page: string) => [`page:${page}`, ...AROUND];

/** A desk as there are some: other questions, each asked thrice, mostly from pages of their own. */
const DESK: readonly Lesson[] = [
  'refund my order of last week',
  'change the colour of my profile',
  'export all reports as a table',
  'invite somebody to the workspace',
  'the mobile app signs me out',
  'delete a customer for good',
  'my invoice shows another address',
  'connect the calendar of my team',
].flatMap((text, issue) =>
  ['please', 'how', 'again'].map((word, i): Lesson => {
    const page = i === 2 ? '/home' : `/place-${issue}`;
    return [`${word} ${text}`, onPage(page), `other-${issue}`];
  }),
);

describe('a page-dependent answer', () => {
  const pages = [
    ['/checkout', 'bank'],
    ['/import', 'columns'],
    ['/domain', 'dns'],
  ] as const;

  /** Share right among desks where two answers are known well, and the third one from `each` resolutions. */
  function shareRight(each: number, asks: (page: string) => readonly string[]): number {
    const random = new SeededRandom('page-dependent');
    let [right, all] = [0, 0];
    for (let desk = 0; desk < 5; desk++) {
      const known = pages.slice(0, 2).flatMap(([page, id]) => {
        return [...SAYINGS, ...SAYINGS].map((text): Lesson => [text, onPage(page), id]);
      });
      const [page, id] = pages[2];
      const fresh = random.shuffle([...SAYINGS]).slice(0, each);
      const lessons = fresh.map((text): Lesson => [text, onPage(page), id]);
      const engine = taught([...random.shuffle([...DESK, ...known]), ...lessons]);
      for (const [asked, expected] of pages)
        for (const text of asked === page ? fresh : SAYINGS) {
          right += first(engine, text, asks(asked)) === expected ? 1 : 0;
          all += 1;
        }
    }
    return right / all;
  }

  it('is learned from three resolutions, which words alone never tell', () => {
    expect(shareRight(3, onPage)).toBeGreaterThan(0.95);
    expect(shareRight(3, () => [])).toBeLessThan(0.5);
    expect(shareRight(3, () => AROUND)).toBeLessThan(0.5);
  });

  it('is found in words that were only ever said on another page', () => {
    const known = pages.flatMap(([page, id]) => {
      return [...SAYINGS, ...SAYINGS].map((text): Lesson => [text, onPage(page), id]);
    });
    const random = new SeededRandom('said-elsewhere');
    const wizard: Lesson = ['the next step is dead', onPage('/checkout'), 'bank'];
    const engine = taught([...random.shuffle([...DESK, ...known]), wizard]);
    for (const [page, id] of pages) expect(first(engine, wizard[0], onPage(page))).toBe(id);
  });

  it('comes up however often the same was said elsewhere, and in words that nobody has said', () => {
    const known = pages.slice(0, 2).flatMap(([page, id]) => {
      return Array.from({ length: 20 }, () => SAYINGS.map((text): Lesson => [text, onPage(page), id])).flat();
    });
    const [page, id] = pages[2];
    const fresh = SAYINGS.map((text): Lesson => [text, onPage(page), id]);
    const random = new SeededRandom('crowded-out');
    const engine = taught([...random.shuffle([...DESK, ...known]), ...fresh]);
    for (const text of [...SAYINGS, 'what now'])
      for (const [asked, right] of text === 'what now' ? [[page, id]] : pages)
        expect(first(engine, text, onPage(asked))).toBe(right);
  });

  it('says in figures what the context said', () => {
    const lessons = SAYINGS.flatMap((text) =>
      pages.map(([page, right]): Lesson => [text, onPage(page), right]),
    );
    const { candidates } = taught(lessons).decide(question(SAYINGS[0], onPage('/import')), { seed: 1 });
    expect(candidates[0].context_said).toEqual([{ token: 'page:/import', with: 3, of: 3 }]);
    expect(candidates[1].context_said).toEqual([{ token: 'page:/import', with: 0, of: 3 }]);
    const without = taught(lessons).decide(question(SAYINGS[0], []), { seed: 1 });
    expect(without.candidates.every((candidate) => !('context_said' in candidate))).toBe(true);
  });

  it('is forgotten exactly, and stands the same in a snapshot', () => {
    const lessons = SAYINGS.flatMap((text) =>
      pages.map(([page, right]): Lesson => [text, onPage(page), right]),
    );
    const events = eventsOf(lessons);
    const [engine, never] = [0, 1].map(() => Engine.create({ encoder_id: 'test', dimensions: 16 }));
    for (const event of events) engine.learn(event);
    const gone = events[4].seq;
    for (const event of events) if (event.seq !== gone) never.learn(event);
    const restored = Engine.restore(engine.snapshot());
    const asks = question(SAYINGS[1], onPage('/import'));
    expect(restored.decide(asks, { seed: 1 })).toEqual(engine.decide(asks, { seed: 1 }));
    const seq = events.length + 1;
    engine.learn({ kind: 'events-forgotten', seq, forgotten: [gone] });
    never.learn({ kind: 'events-forgotten', seq, forgotten: [gone] });
    expect(engine.snapshot()).toEqual(never.snapshot());
  });
});

it('is not moved by a value that nobody has seen, of a key known or new', () => {
  const engine = taught([
    [SAYINGS[0], onPage('/checkout'), 'bank'],
    [SAYINGS[1], onPage('/import'), 'columns'],
  ]);
  for (const context of [['page:/never'], ['weather:rain'], ['__proto__:x', 'page:']])
    for (const [i, right] of [
      [0, 'bank'],
      [1, 'columns'],
    ] as const)
      expect(first(engine, SAYINGS[i], context)).toBe(right);
});
