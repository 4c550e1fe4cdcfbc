import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCE_FEATURE_NAMES } from '../confidence/confidence-features.ts';
import { DEFAULT_SETTINGS } from '../config.ts';
import type { EncodedQuestion, ModelEvent, PolicySettings, Resolution } from '../domain.ts';
import { Engine } from '../engine.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { type EngineCase, engineLaws, type LawfulEngine, type LawfulEngineKind } from './engine-laws.ts';

const config = { encoder_id: 'test', dimensions: 16 };
const WORDS = 'invoice printer login reset export calendar slow crash payment card sync phone'.split(' ');
const PLACES = ['page:/billing', 'page:/login', 'plan:pro'];
const ODD_TEXTS = [
  '',
  '🙈🙉🙊',
  ' \n\t ',
  '\ud800 half a symbol',
  '?',
  'a'.repeat(100_000),
  'word '.repeat(20_000),
];

/** With switches of topics, among them one that no exemplar names. */
const PROMISES: readonly Partial<PolicySettings>[] = [
  {
    max_error: 0.05,
    topics: [
      ...Array.from({ length: 20 }, (_, id) => {
        const autonomy = (['off', 'shadow', 'draft', 'auto'] as const)[id % 4];
        return { topic_id: `topic-e-q${id * 50}`, autonomy, resolutions: [] };
      }),
      { topic_id: 'topic-gone', autonomy: 'off', resolutions: ['r1', 'r4'] },
    ],
  },
  { max_error: 0.05, max_error_by_stakes: { 'read-only': 0.2, 'account-changing': 0.01 } },
];

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
type Draft = WithoutSeq<ModelEvent>;

/** Times in which all were labelled, and times in which answers went out alone. */
const ODDS = [
  { propensity: 1, least_propensity: 1 },
  { propensity: 1, least_propensity: 1 },
  { propensity: 0.15, least_propensity: 0.15 },
] as const;

function pick<T>(random: SeededRandom, from: readonly T[]): T {
  return from[random.integer(from.length)];
}

function question(random: SeededRandom, id: string): EncodedQuestion {
  const text = Array.from({ length: 1 + random.integer(6) }, () => pick(random, WORDS)).join(' ');
  const vector = Float32Array.from({ length: 16 }, () => random.normal() / 4);
  return {
    id,
    text: random.next() < 0.3 ? `${text}\n${pick(random, WORDS)} ${pick(random, WORDS)}` : text,
    context: PLACES.filter(() => random.next() < 0.3),
    language: random.next() < 0.5 ? 'en' : null,
    account: random.next() < 0.5 ? `account-${random.integer(3)}` : null,
    at_ms: random.integer(1e6) * 86_400,
    wants_human: false,
    vector: random.next() < 0.8 ? vector : null,
  };
}

function resolution(random: SeededRandom, id: number): Resolution {
  return {
    id: `r${id}`,
    title: `${pick(random, WORDS)} ${pick(random, WORDS)}`,
    text: random.next() < 0.8 ? `${pick(random, WORDS)} then ${pick(random, WORDS)}` : '',
    links: ['https://example.com/help'],
    stakes: pick(random, ['read-only', 'account-changing', 'money-security']),
    stage: pick(random, ['captured', 'shadow', 'suggest', 'auto']),
    version: random.integer(3),
    sources: [{ kind: 'article', id: 'a', url: null, author: null, at_ms: null }],
  };
}

/** Labels that a fit can make something of: the first feature tells right from wrong, nearly. */
function labels(random: SeededRandom, count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const correct = random.next() < 0.94;
    const features = CONFIDENCE_FEATURE_NAMES.map((_, k) => random.normal() + (k === 0 && correct ? 6 : 0));
    const label = {
      decision_id: `d${index}`,
      question_id: `q${index}`,
      resolution_id: `r${random.integer(6)}`,
      confidence: random.next(),
      stakes: 'read-only' as const,
      evidence: pick(random, ['one', 'few', 'some', 'many', null] as const),
      // Where nothing came to mind there are no features.
      confidence_features: random.next() < 0.02 ? [] : features,
      correct,
      ...pick(random, ODDS),
      at_ms: index,
    };
    return { kind: 'decision-labelled' as const, label };
  });
}

const KINDS = {
  lessons(random: SeededRandom): Draft[] {
    return Array.from({ length: 1 + random.integer(25) }, () => {
      const id = `q${random.integer(1000)}`;
      const exemplar = {
        id: `e-${id}`,
        resolution_id: `r${random.integer(8)}`,
        question: question(random, id),
      };
      return { kind: 'lesson-applied', exemplar };
    });
  },
  upsert: (random: SeededRandom): Draft[] => [
    { kind: 'resolution-upserted', resolution: resolution(random, random.integer(6)) },
  ],
  retire: (random: SeededRandom): Draft[] => [
    { kind: 'resolution-retired', resolution_id: `r${random.integer(7)}` },
  ],
  refuse(random: SeededRandom): Draft[] {
    const id = `q${random.integer(1000)}`;
    const refusal = { id: `x-${id}`, resolution_id: `r${random.integer(8)}`, question: question(random, id) };
    return [{ kind: 'answer-refused', refusal }];
  },
  condition: (random: SeededRandom): Draft[] => [
    {
      kind: 'conditions-set',
      resolution_id: `r${random.integer(8)}`,
      conditions: PLACES.filter(() => random.next() < 0.4),
    },
  ],
  stakes: (random: SeededRandom): Draft[] => {
    const { id, text, at_ms } = question(random, `q${random.integer(20)}`);
    const label = { question_id: id, text, class: pick(random, ['legal', 'health', null] as const), at_ms };
    return [{ kind: 'stakes-labelled', label }];
  },
  labels: (random: SeededRandom): Draft[] => labels(random, 20 + random.integer(100)),
  settings: (random: SeededRandom): Draft[] => [
    {
      kind: 'settings-changed',
      settings: { ...DEFAULT_SETTINGS, ...pick(random, PROMISES), languages: ['en'] },
    },
  ],
  refit: (): Draft[] => [{ kind: 'model-refitted' }],
  forget: (random: SeededRandom): Draft[] => [
    { kind: 'events-forgotten', forgotten: Array.from({ length: 5 }, () => random.integer(60)) },
  ],
} satisfies Record<string, (random: SeededRandom) => Draft[]>;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('lessons' as const) },
  { weight: 3, arbitrary: fc.constant('upsert' as const) },
  { weight: 2, arbitrary: fc.constantFrom('labels' as const, 'refit' as const) },
  { weight: 2, arbitrary: fc.constantFrom('retire' as const, 'settings' as const, 'forget' as const) },
  { weight: 2, arbitrary: fc.constantFrom('refuse' as const, 'condition' as const, 'stakes' as const) },
);

/** Random ledgers; most of them end with enough labels and a fit that something is certified. */
const examples: fc.Arbitrary<EngineCase> = fc
  .record({
    steps: fc.array(step, { maxLength: 12 }),
    fitted: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1e6 }),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    share: fc.constantFrom(0.02, 0.3, 1),
  })
  .map(({ steps, fitted, seed, at, share }) => {
    const random = new SeededRandom(seed);
    const drafts = [
      ...(fitted ? [...KINDS.lessons(random), ...labels(random, 200), ...KINDS.refit()] : []),
      ...steps.flatMap((kind) => KINDS[kind](random)),
    ];
    const gap = 1 + random.integer(3);
    const events = drafts.map((draft, index): ModelEvent => ({ ...draft, seq: 1 + index * gap }));
    const asked = Array.from({ length: 5 }, (_, index) => question(random, `asked-${index}`));
    const odd = { ...question(random, 'odd'), text: pick(random, ODD_TEXTS) };
    const forgotten = events.filter((e) => e.kind !== 'events-forgotten' && random.next() < share);
    return {
      config,
      events,
      questions: [...asked, odd, { ...odd, id: 'blind', vector: null }],
      at,
      forgotten: forgotten.map((event) => event.seq),
      seed,
    };
  });

function broken(kind: LawfulEngineKind, name: string, runs: number) {
  const law = engineLaws.find((each) => each.name === name);
  if (law === undefined) throw new Error(`no law “${name}”`);
  return fc.check(
    fc.property(examples, (example) => {
      const found = law.check(kind, example);
      if (found !== null) throw new Error(found);
    }),
    { numRuns: runs, seed: 7, endOnFailure: true },
  );
}

describe('the engine keeps', () => {
  it.each(engineLaws)('$name', ({ name }) => {
    const result = broken(Engine, name, 12);
    expect(result.failed ? String(result.errorInstance) : null).toBeNull();
  });

  it('laws that are tried on ledgers in which something is fitted, certified and answered', () => {
    const fittedOnes = fc.sample(examples, { numRuns: 60, seed: 7 }).filter(({ events }) => {
      const engine = Engine.create(config);
      for (const event of events) engine.learn(event);
      return engine.certificates.some((certificate) => certificate.threshold !== null);
    });
    expect(fittedOnes.length).toBeGreaterThan(3);
  });
});

/** An engine with one thing wrong with it. */
class Crooked implements LawfulEngine {
  protected readonly engine: Engine;
  constructor(engine: Engine) {
    this.engine = engine;
  }
  get version() {
    return this.engine.version;
  }
  learn(event: ModelEvent): void {
    this.engine.learn(event);
  }
  decide(asked: EncodedQuestion, options: { readonly seed: number }) {
    return this.engine.decide(asked, options);
  }
  snapshot(): Uint8Array {
    return this.engine.snapshot();
  }
}

function kindOf(make: new (engine: Engine) => LawfulEngine): LawfulEngineKind {
  return {
    create: (given) => new make(Engine.create(given)),
    restore: (bytes) => new make(Engine.restore(bytes)),
  };
}

let engines = 0;

/** For each law an engine that breaks it. */
const lawbreakers: Record<string, LawfulEngineKind> = {
  'same events, same bytes and same decisions': kindOf(
    class extends Crooked {
      readonly #number = engines++;
      override snapshot = () => Uint8Array.of(this.#number & 255, this.#number >> 8);
    },
  ),
  'a fold from zero is a snapshot and the rest': {
    create: (given) => Engine.create(given),
    restore: (bytes) => {
      const engine = Engine.restore(bytes);
      return new (class extends Crooked {
        override learn(event: ModelEvent) {
          if (event.kind === 'lesson-applied')
            event = { ...event, exemplar: { ...event.exemplar, id: 'lost' } };
          super.learn(event);
        }
      })(engine);
    },
  },
  'deciding changes nothing': kindOf(
    class extends Crooked {
      override decide(asked: EncodedQuestion, options: { readonly seed: number }) {
        const decision = super.decide(asked, options);
        super.learn({ kind: 'resolution-retired', seq: this.version + 1, resolution_id: 'r0' });
        return decision;
      }
    },
  ),
  'deciding on the way changes nothing of what is learned': kindOf(
    class extends Crooked {
      #asked = 0;
      override decide(asked: EncodedQuestion, options: { readonly seed: number }) {
        this.#asked += 1;
        return super.decide(asked, options);
      }
      override snapshot = () => Uint8Array.of(this.#asked > 0 ? 1 : 0);
    },
  ),
  'what is forgotten has never been': kindOf(
    class extends Crooked {
      override learn(event: ModelEvent) {
        if (event.kind === 'events-forgotten') super.learn({ ...event, forgotten: event.forgotten.slice(1) });
        else super.learn(event);
      }
    },
  ),
  'events stay as they were': kindOf(
    class extends Crooked {
      override learn(event: ModelEvent) {
        super.learn(event);
        if (event.kind === 'lesson-applied') event.exemplar.question.vector?.fill(0);
      }
    },
  ),
  'events are not retained': kindOf(
    class extends Crooked {
      #last: ModelEvent | null = null;
      override learn(event: ModelEvent) {
        super.learn(event);
        this.#last = event;
      }
      override snapshot = () => Uint8Array.of((this.#last?.seq ?? 0) & 255);
    },
  ),
  'the order of an event’s fields means nothing': kindOf(
    class extends Crooked {
      #fields = 0;
      override learn(event: ModelEvent) {
        super.learn(event);
        this.#fields = Object.keys(event)[0].length;
      }
      override snapshot = () => Uint8Array.of(this.#fields);
    },
  ),
  'the ledger runs forward only, and a refused event leaves no trace': kindOf(
    class extends Crooked {
      override learn(event: ModelEvent) {
        super.learn({ ...event, seq: Math.max(event.seq, this.version + 1) || this.version + 1 });
      }
    },
  ),
  'every question gets a decision within its bounds': kindOf(
    class extends Crooked {
      override decide(asked: EncodedQuestion, options: { readonly seed: number }) {
        return super.decide({ ...asked, wants_human: false }, options);
      }
    },
  ),
};

describe('each engine law can fail', () => {
  it.each(engineLaws)('$name', ({ name }) => expect(broken(lawbreakers[name], name, 20).failed).toBe(true));
});
