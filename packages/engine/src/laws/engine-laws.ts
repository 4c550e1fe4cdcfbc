/**
 * The laws that the engine keeps, as a plain list without a test library.
 *
 * A check returns null where the law holds for this case, or one sentence that says how it is broken. A case is a
 * ledger and a few questions; the more of them are tried, the better. Checks are deterministic.
 * Cost: a few folds of the case's ledger each.
 * Source: invariants 1, 2, 3 and 6 of ARCHITECTURE.md.
 *
 * @example
 * for (const law of engineLaws) console.assert(law.check(Engine, example) === null, law.name);
 */
import type { EngineConfig } from '../config.ts';
import type { Decision, EncodedQuestion, ModelEvent } from '../domain.ts';

/** What the laws need of an engine. */
export interface LawfulEngine {
  readonly version: number;
  learn(event: ModelEvent): void;
  decide(question: EncodedQuestion, options: { readonly seed: number }): Decision;
  snapshot(): Uint8Array;
}

export interface LawfulEngineKind {
  create(config: EngineConfig): LawfulEngine;
  restore(bytes: Uint8Array): LawfulEngine;
}

/** `events` in ledger order; `at` in [0, 1) places what a law does in between; every fact at `forgotten` goes. */
export interface EngineCase {
  readonly config: EngineConfig;
  readonly events: readonly ModelEvent[];
  readonly questions: readonly EncodedQuestion[];
  readonly at: number;
  readonly forgotten: readonly number[];
  readonly seed: number;
}

export interface EngineLaw {
  readonly name: string;
  check(kind: LawfulEngineKind, example: EngineCase): string | null;
}

export const engineLaws: readonly EngineLaw[] = [
  {
    name: 'same events, same bytes and same decisions',
    check(kind, example) {
      return difference(folded(kind, example), folded(kind, example), example);
    },
  },
  {
    name: 'a fold from zero is a snapshot and the rest',
    check(kind, example) {
      const split = Math.floor(example.at * (example.events.length + 1));
      const first = folded(kind, { ...example, events: example.events.slice(0, split) });
      const second = kind.restore(first.snapshot());
      for (const event of example.events.slice(split)) second.learn(event);
      return difference(second, folded(kind, example), example);
    },
  },
  {
    name: 'deciding changes nothing',
    check(kind, example) {
      const engine = folded(kind, example);
      const before = bytes(engine);
      const answers = decisions(engine, example);
      if (decisions(engine, example) !== answers)
        return 'the same question is decided differently when asked again';
      return bytes(engine) === before ? null : 'the snapshot differs after deciding';
    },
  },
  {
    name: 'deciding on the way changes nothing of what is learned',
    check(kind, example) {
      const asked = kind.create(example.config);
      for (const event of example.events) {
        asked.learn(event);
        if (event.kind === 'lesson-applied') asked.decide(event.exemplar.question, { seed: example.seed });
      }
      return difference(asked, folded(kind, example), example);
    },
  },
  {
    name: 'what is forgotten has never been',
    check(kind, example) {
      const seq = nextSeq(example);
      const engine = folded(kind, example);
      engine.learn({ kind: 'events-forgotten', seq, forgotten: example.forgotten });
      const events = example.events.filter((event) => !example.forgotten.includes(event.seq));
      const never = folded(kind, { ...example, events });
      never.learn({ kind: 'events-forgotten', seq, forgotten: [] });
      return difference(engine, never, example);
    },
  },
  {
    name: 'events stay as they were',
    check(kind, example) {
      const given = structuredCopy(example.events);
      const engine = kind.create(example.config);
      for (const [index, event] of given.entries()) {
        engine.learn(event);
        if (written(event) !== written(example.events[index])) return `learning changed event ${event.seq}`;
      }
      return null;
    },
  },
  {
    name: 'events are not retained',
    check(kind, example) {
      const engine = kind.create(example.config);
      for (const event of structuredCopy(example.events)) {
        engine.learn(event);
        scramble(event);
      }
      return difference(engine, folded(kind, example), example);
    },
  },
  {
    name: 'the order of an event’s fields means nothing',
    check(kind, example) {
      const turned = example.events.map((event) => reversedFields(event) as ModelEvent);
      return difference(folded(kind, { ...example, events: turned }), folded(kind, example), example);
    },
  },
  {
    name: 'the ledger runs forward only, and a refused event leaves no trace',
    check(kind, example) {
      const engine = folded(kind, example);
      const before = bytes(engine);
      const forgettingAt = (seq: number): ModelEvent => ({ kind: 'events-forgotten', seq, forgotten: [] });
      const late = example.events.map((event) => ({ ...event, seq: Math.min(event.seq, engine.version) }));
      for (const event of [...late, forgettingAt(engine.version), { ...forgettingAt(0), seq: Number.NaN }]) {
        if (!refuses(engine, event)) return `learned ${event.kind} at ${event.seq}, after ${engine.version}`;
      }
      const misshapen = example.events.find((event) => event.kind === 'lesson-applied');
      if (misshapen) {
        const { exemplar } = misshapen;
        const question = { ...exemplar.question, vector: new Float32Array(example.config.dimensions + 16) };
        const event = { ...misshapen, seq: nextSeq(example), exemplar: { ...exemplar, question } };
        if (!refuses(engine, event)) return 'learned a vector of another length';
      }
      if (bytes(engine) !== before) return 'the snapshot differs after a refused event';
      return difference(engine, folded(kind, example), example);
    },
  },
  {
    name: 'every question gets a decision within its bounds',
    check(kind, example) {
      const engine = folded(kind, example);
      for (const question of example.questions) {
        for (const wants_human of [false, true]) {
          const asked = { ...question, wants_human };
          const broken = outOfBounds(asked, engine.decide(asked, { seed: example.seed }));
          if (broken !== null) return broken;
        }
      }
      return null;
    },
  },
];

/** What is wrong with a decision, whatever the question was. */
function outOfBounds(question: EncodedQuestion, decision: Decision): string | null {
  const { action, confidence, confidence_low, confidence_high, propensity, audit_probability } = decision;
  const shares = [confidence, confidence_low, confidence_high, audit_probability];
  const share = decision.candidates.reduce((sum, candidate) => sum + candidate.probability, 0);
  const numbers = [
    ...decision.confidence_features,
    ...decision.candidates.flatMap(({ score, features }) => [score, ...features]),
  ];
  const needsResolution = action === 'answer' || action === 'draft';
  const rules: readonly (readonly [broken: boolean, rule: string])[] = [
    [question.wants_human && action !== 'hand_off', 'a wish for a person was not honoured'],
    [action === 'answer' && decision.stakes === 'money-security', 'money or security was answered alone'],
    [decision.reasons.length === 0, 'there is no reason'],
    [shares.some((value) => !(value >= 0 && value <= 1)), `shares outside [0, 1]: ${shares.join(', ')}`],
    [!(propensity > 0 && propensity <= 1), `propensity ${propensity}`],
    [share > 1 + 1e-9, `shares of the candidates sum to ${share}`],
    [decision.audited && action !== 'answer', `${action} was drawn for an audit`],
    [needsResolution !== (decision.resolution_id !== null), `${action} with ${decision.resolution_id}`],
    [
      (action === 'clarify') !== decision.clarify.length > 0,
      `${action} with ${decision.clarify.length} options`,
    ],
    [!numbers.every(Number.isFinite), 'a score or a feature is no finite number'],
  ];
  return rules.find(([broken]) => broken)?.[1] ?? null;
}

function folded(kind: LawfulEngineKind, { config, events }: EngineCase): LawfulEngine {
  const engine = kind.create(config);
  for (const event of events) engine.learn(event);
  return engine;
}

function difference(found: LawfulEngine, expected: LawfulEngine, example: EngineCase): string | null {
  if (bytes(found) !== bytes(expected)) return 'the snapshots differ';
  return decisions(found, example) === decisions(expected, example) ? null : 'the decisions differ';
}

function decisions(engine: LawfulEngine, { questions, seed }: EngineCase): string {
  return written(questions.map((question) => engine.decide(question, { seed })));
}

function bytes(engine: LawfulEngine): string {
  return engine.snapshot().join();
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part,
  );
}

function nextSeq({ events }: EngineCase): number {
  return (events.at(-1)?.seq ?? 0) + 1;
}

function refuses(engine: LawfulEngine, event: ModelEvent): boolean {
  try {
    engine.learn(event);
    return false;
  } catch {
    return true;
  }
}

/** A copy of plain data and of float vectors. */
function structuredCopy<T>(value: T): T {
  if (value instanceof Float32Array) return value.slice() as T;
  if (Array.isArray(value)) return value.map(structuredCopy) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, structuredCopy(part)])) as T;
}

function reversedFields(value: unknown): unknown {
  if (value instanceof Float32Array) return value;
  if (Array.isArray(value)) return value.map(reversedFields);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, reversedFields(part)] as const);
  return Object.fromEntries(entries.reverse());
}

/** Overwrites everything below an object in place. */
function scramble(value: unknown): void {
  if (value instanceof Float32Array) value.fill(0.123);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'object') scramble(part);
    else Reflect.set(value, key, typeof part === 'number' ? part + 1 : `not ${String(part)}`);
  }
  if (Array.isArray(value)) value.push('more');
}
