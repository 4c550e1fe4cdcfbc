import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type EngineConfig } from './config.ts';
import type { EncodedQuestion, ModelEvent, Resolution } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';
import type { Told } from './preview-lesson.ts';

/** Nothing that a lesson changes for all others: what is left is exact. */
const PLAIN: EngineConfig = {
  encoder_id: 'test',
  dimensions: 16,
  without: ['lexical', 'head', 'adaptation', 'confusions'],
};
const WHOLE: EngineConfig = { encoder_id: 'test', dimensions: 16 };
const WORDS = 'card pin order refund parcel late login code invoice plan upgrade seat export error'.split(
  ' ',
);

type Pending = ModelEvent extends infer E ? (E extends ModelEvent ? Omit<E, 'seq'> : never) : never;

/** A small desk: issues with a direction in meaning and a few words of their own. */
class Desk {
  readonly #random: SeededRandom;
  readonly #centres: number[][];
  readonly #issues: number;
  #asked = 0;

  constructor(seed: number, issues: number) {
    this.#random = new SeededRandom(`desk/${seed}`);
    this.#issues = issues;
    this.#centres = Array.from({ length: issues }, () =>
      Array.from({ length: 16 }, () => this.#random.normal()),
    );
  }

  issue(): number {
    return Math.floor(this.#random.next() * this.#issues);
  }

  question(issue: number): EncodedQuestion {
    const near = this.#centres[issue].map((value) => value + 0.7 * this.#random.normal());
    const length = Math.hypot(...near);
    const words = Array.from({ length: 4 }, () => Math.floor(this.#random.next() * 4));
    const text = words.map((word) => WORDS[(2 * issue + word) % WORDS.length]).join(' ');
    this.#asked += 1;
    return {
      id: `q${this.#asked}`,
      text,
      context: this.#random.next() < 0.5 ? [`page:/${issue}`] : ['plan:pro'],
      language: null,
      account: `a${this.#asked % 3}`,
      at_ms: this.#asked * 86_400_000,
      wants_human: false,
      vector: Float32Array.from(near, (value) => value / length),
    };
  }

  lesson(issue: number, change: Partial<Resolution> = {}): Pending[] {
    const question = this.question(issue);
    return [
      { kind: 'lesson-applied', exemplar: { id: `e-${question.id}`, resolution_id: `r${issue}`, question } },
      { kind: 'resolution-upserted', resolution: resolution(issue, change) },
    ];
  }
}

function resolution(issue: number, change: Partial<Resolution> = {}): Resolution {
  const title = `About ${WORDS[(2 * issue) % WORDS.length]}`;
  const text = `First the ${WORDS[(2 * issue + 1) % WORDS.length]}, then ${WORDS[(2 * issue + 2) % WORDS.length]}.`;
  const plain = { id: `r${issue}`, title, text, links: [], sources: [] };
  return { ...plain, stakes: 'read-only', stage: 'suggest', version: 1, ...change };
}

function engineOf(config: EngineConfig, events: readonly Pending[]): Engine {
  const engine = Engine.create(config);
  events.forEach((event, i) => engine.learn({ ...event, seq: i + 1 } as ModelEvent));
  return engine;
}

const told = (engine: Engine, question: EncodedQuestion): Told => {
  const { action, confidence, candidates } = engine.decide(question, { seed: 1 });
  return { action, confidence, first: candidates.slice(0, 3).map(({ resolution_id }) => resolution_id) };
};

function expectSame(found: Told, expected: Told): void {
  expect([found.action, found.first]).toEqual([expected.action, expected.first]);
  expect(found.confidence).toBeCloseTo(expected.confidence, 9);
}

const worlds = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  lessons: fc.integer({ min: 1, max: 40 }),
  issues: fc.integer({ min: 1, max: 6 }),
  /** Which lesson, counted from the end. */
  which: fc.nat({ max: 39 }),
});

describe('a lesson that is proposed', () => {
  it('is what the engine would say after it, and before it what the engine says', () => {
    let changed = 0;
    fc.assert(
      fc.property(worlds, ({ seed, lessons, issues }) => {
        const desk = new Desk(seed, issues);
        const events = Array.from({ length: lessons }, () => desk.lesson(desk.issue())).flat();
        const proposal = desk.lesson(desk.issue());
        const [now, later] = [engineOf(PLAIN, events), engineOf(PLAIN, [...events, ...proposal])];
        const preview = now.preview({ kind: 'proposed', events: proposal });
        for (let i = 0; i < 10; i++) {
          const question = desk.question(desk.issue());
          const compared = preview?.compare(question);
          if (compared === undefined) throw new Error('expected a preview');
          expectSame(compared.before, told(now, question));
          expectSame(compared.after, told(later, question));
          if (compared.before.first[0] !== compared.after.first[0]) changed += 1;
        }
      }),
      { seed: 5, numRuns: 15 },
    );
    expect(changed).toBeGreaterThan(2);
  });

  it('leaves the engine as it was, byte for byte', () => {
    const desk = new Desk(3, 4);
    const events = Array.from({ length: 20 }, () => desk.lesson(desk.issue())).flat();
    const engine = engineOf(WHOLE, events);
    const before = engine.snapshot();
    const preview = engine.preview({ kind: 'proposed', events: desk.lesson(1, { text: 'Another text.' }) });
    const question = desk.question(1);
    preview?.compare(question);
    expect(engine.snapshot()).toEqual(before);
    expect(told(engine, question)).toEqual(told(Engine.restore(before), question));
  });

  it('that brings other words for a known resolution is found by them', () => {
    const desk = new Desk(8, 3);
    const events = [0, 1, 2, 0, 1, 2].flatMap((issue) => desk.lesson(issue));
    const engine = engineOf({ ...WHOLE, without: ['dense'] }, events);
    const asked = { ...desk.question(0), id: 'new', text: 'zebra crossing', vector: null, context: [] };
    const words: Pending[] = [
      {
        kind: 'resolution-upserted',
        resolution: resolution(2, { title: 'Zebra', text: 'The zebra crossing.' }),
      },
    ];
    const preview = engine.preview({ kind: 'proposed', events: words });
    expect(preview?.compare(asked).before.first).toEqual([]);
    expect(preview?.compare(asked).after.first).toEqual(['r2']);
  });

  it('that its page alone brings up is found by it', () => {
    const desk = new Desk(9, 2);
    const asked = (id: string, page: string): EncodedQuestion => {
      return { ...desk.question(0), id, text: 'words of nobody', vector: null, context: [`page:/${page}`] };
    };
    const lesson = (id: string, resolution_id: string, page: string): Pending => {
      return { kind: 'lesson-applied', exemplar: { id, resolution_id, question: asked(`q-${id}`, page) } };
    };
    const elsewhere = Array.from({ length: 10 }, (_, i) => lesson(`e${i}`, 'r0', 'home'));
    const preview = engineOf(PLAIN, elsewhere).preview({
      kind: 'proposed',
      events: [lesson('new', 'r1', 'checkout')],
    });
    const { before, after } = preview?.compare(asked('asks', 'checkout')) ?? {};
    expect([before?.first, after?.first]).toEqual([[], ['r1']]);
  });

  it('that retires a resolution is decided without it', () => {
    const desk = new Desk(9, 2);
    const events = [0, 1, 0, 1].flatMap((issue) => desk.lesson(issue));
    const engine = engineOf(PLAIN, events);
    const retiring: Pending[] = [...desk.lesson(1), { kind: 'resolution-retired', resolution_id: 'r0' }];
    const preview = engine.preview({ kind: 'proposed', events: retiring });
    const question = desk.question(0);
    const { before, after } = preview?.compare(question) ?? {};
    expect(before?.first[0]).toBe('r0');
    expect(after?.first).not.toContain('r0');
    expect(after).toEqual(told(engineOf(PLAIN, [...events, ...retiring]), question));
  });

  it('that nobody is shown yet counts as one that is approved', () => {
    const desk = new Desk(4, 1);
    const engine = engineOf(PLAIN, []);
    const preview = engine.preview({ kind: 'proposed', events: desk.lesson(0, { stage: 'captured' }) });
    const { before, after } = preview?.compare(desk.question(0)) ?? {};
    expect([before?.action, before?.first]).toEqual(['hand_off', []]);
    expect([after?.action, after?.first]).toEqual(['draft', ['r0']]);
  });

  it('is told also where the AI agent is set to say nothing itself', () => {
    const desk = new Desk(4, 1);
    const settings = { ...DEFAULT_SETTINGS, autonomy: 'off' as const };
    const engine = engineOf(PLAIN, [{ kind: 'settings-changed', settings }]);
    const question = desk.question(0);
    const preview = engine.preview({ kind: 'proposed', events: desk.lesson(0) });
    expect(preview?.compare(question).after.action).toBe('draft');
    expect(told(engine, question).action).toBe('hand_off');
  });

  it('of nothing about a resolution has no preview', () => {
    expect(engineOf(PLAIN, []).preview({ kind: 'proposed', events: [] })).toBeNull();
  });
});

describe('a lesson in force', () => {
  it('is held against the engine that had never heard of it', () => {
    let changed = 0;
    fc.assert(
      fc.property(worlds, ({ seed, lessons, issues, which }) => {
        const desk = new Desk(seed, issues);
        const taught = Array.from({ length: lessons }, () => desk.lesson(desk.issue()));
        const gone = taught[which % lessons];
        const [exemplar] = gone;
        if (exemplar.kind !== 'lesson-applied') throw new Error('expected a lesson');
        const now = engineOf(PLAIN, taught.flat());
        const never = engineOf(PLAIN, taught.filter((each) => each !== gone).flat());
        const preview = now.preview({ kind: 'in-force', exemplar_id: exemplar.exemplar.id });
        for (let i = 0; i < 10; i++) {
          const question = desk.question(desk.issue());
          const compared = preview?.compare(question);
          if (compared === undefined) throw new Error('expected a preview');
          expectSame(compared.after, told(now, question));
          expectSame(compared.before, told(never, question));
          if (compared.before.first[0] !== compared.after.first[0]) changed += 1;
        }
      }),
      { seed: 6, numRuns: 15 },
    );
    expect(changed).toBeGreaterThan(2);
  });

  it('that is not in the model has no preview', () => {
    expect(engineOf(PLAIN, []).preview({ kind: 'in-force', exemplar_id: 'e-q1' })).toBeNull();
  });
});

describe('with words, head and all', () => {
  it.each(['proposed', 'in-force'] as const)('%s: nearly always the same as by folding again', (kind) => {
    let [same, all] = [0, 0];
    for (let seed = 1; seed <= 4; seed++) {
      const desk = new Desk(seed, 6);
      const taught = Array.from({ length: 60 }, () => desk.lesson(desk.issue()));
      const lesson = taught.at(-1) ?? [];
      const [applied] = lesson;
      if (applied.kind !== 'lesson-applied') throw new Error('expected a lesson');
      const [without, within] = [engineOf(WHOLE, taught.slice(0, -1).flat()), engineOf(WHOLE, taught.flat())];
      const preview =
        kind === 'proposed'
          ? without.preview({ kind, events: lesson })
          : within.preview({ kind, exemplar_id: applied.exemplar.id });
      for (let i = 0; i < 40; i++) {
        const question = desk.question(desk.issue());
        const { before, after } = preview?.compare(question) ?? {};
        all += 1;
        if (before?.first[0] !== told(without, question).first[0]) continue;
        if (after?.first[0] === told(within, question).first[0]) same += 1;
      }
    }
    // Ties between issues that share words fall otherwise where the rarity of a word moved.
    expect(same / all).toBeGreaterThan(0.97);
  });
});

describe('nearness', () => {
  it('is greatest for the lesson’s own question, and least for one that shares nothing', () => {
    const desk = new Desk(2, 5);
    const engine = engineOf(
      WHOLE,
      [0, 1, 2, 3, 4].flatMap((issue) => desk.lesson(issue)),
    );
    const proposal = desk.lesson(2);
    const [applied] = proposal;
    if (applied.kind !== 'lesson-applied') throw new Error('expected a lesson');
    const preview = engine.preview({ kind: 'proposed', events: proposal });
    const near = (question: EncodedQuestion) => preview?.nearness(question) ?? -1;
    const own = applied.exemplar.question;
    const stranger = { ...own, text: 'xylophone', vector: Float32Array.from(own.vector ?? [], (x) => -x) };
    const others = [0, 1, 2, 3, 4].map((issue) => near(desk.question(issue)));
    expect(near(own)).toBeGreaterThan(Math.max(...others));
    expect(near(stranger)).toBeLessThan(Math.min(...others));
  });
});
