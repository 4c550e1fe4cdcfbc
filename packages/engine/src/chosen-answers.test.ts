/** Which of several answers goes out: what is held back never does, by whatever it is held. */
import { beforeAll, expect, it } from 'vitest';
import { CONFIDENCE_FEATURE_NAMES } from './confidence/confidence-features.ts';
import type { EncodedQuestion, ModelEvent } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/index.ts';

const RIVALS = ['one', 'other'] as const;
const WORDS = ['printer', 'invoice', 'password', 'export'];
type Untold = ModelEvent extends infer E ? (E extends ModelEvent ? Omit<E, 'seq'> : never) : never;

let engine: Engine;
let labels: number;

function tell(told: Engine, event: Untold): void {
  told.learn({ ...event, seq: told.version + 1 } as ModelEvent);
}

function ask(word: number, id: string): EncodedQuestion {
  const vector = new Float32Array(16);
  vector[word] = 1;
  const calm = { context: [], language: 'en', account: id, at_ms: 0, wants_human: false, vector };
  return { id, text: `my ${WORDS[word]} fails`, ...calm };
}

function teach(told: Engine, ids: readonly string[], word: number): void {
  for (const id of ids) {
    const about = { stakes: 'read-only', stage: 'auto', version: 1, sources: [] } as const;
    const resolution = { id, title: `About ${id}`, text: `What to do: ${id}`, links: [], ...about };
    tell(told, { kind: 'resolution-upserted', resolution });
  }
  for (let n = 0; n < 12; n++) {
    // One, other, other, one: neither is the newer.
    const id = ids[(n + (n >> 1)) % ids.length];
    const exemplar = { id: `${id}-${n}`, resolution_id: id, question: ask(word, `${id}-${n}`) };
    tell(told, { kind: 'lesson-applied', exemplar });
  }
}

interface Judged {
  readonly resolution_id: string;
  readonly correct: boolean;
  /** What the confidence of the answer was made of. */
  readonly features: readonly number[];
  /** Below 1: of an answer that went out alone and was audited. */
  readonly propensity: number;
}

function judge(told: Engine, { resolution_id, correct, features, propensity }: Judged): void {
  labels += 1;
  const about = { decision_id: `d${labels}`, question_id: `q${labels}`, resolution_id, correct } as const;
  const weighed = { propensity, least_propensity: propensity, at_ms: labels } as const;
  const sure = { confidence: 0.9, stakes: 'read-only', evidence: 'some' } as const;
  tell(told, {
    kind: 'decision-labelled',
    label: { ...about, ...weighed, ...sure, confidence_features: features },
  });
}

const chosen = (told: Engine): readonly string[] => {
  const decisions = Array.from({ length: 60 }, (_, seed) => told.decide(ask(0, 'q'), { seed }));
  return [...new Set(decisions.map(({ action, resolution_id }) => `${action} ${resolution_id}`))].toSorted();
};

beforeAll(() => {
  engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  labels = 0;
  teach(engine, RIVALS, 0);
  for (const word of [1, 2, 3]) teach(engine, [`r${word}`], word);
  const [into, from] = RIVALS.map((id) => engine.insights.topicOfResolution(id) ?? '');
  tell(engine, { kind: 'topics-merged', into, from });
  const random = new SeededRandom(7);
  const { confidence_features } = engine.decide(ask(0, 'q'), { seed: 1 });
  for (let n = 0; n < 400; n++) {
    const correct = random.next() < 0.97;
    const features = CONFIDENCE_FEATURE_NAMES.map(
      (_, k) => (confidence_features[k] ?? 0) + random.normal() / 10 - (correct ? 0 : 6),
    );
    judge(engine, { resolution_id: 'r1', correct, features, propensity: 1 });
  }
  tell(engine, { kind: 'model-refitted' });
});

it('both go out while nothing is held', () => {
  expect(chosen(engine)).toEqual(['answer one', 'answer other']);
});

it('a rival that a person holds does not', () => {
  const [best] = engine.decide(ask(0, 'q'), { seed: 1 }).candidates;
  const rival = RIVALS.find((id) => id !== best.resolution_id) ?? '';
  const told = Engine.restore(engine.snapshot());
  tell(told, { kind: 'settings-changed', settings: { ...told.settings, held_answers: [rival] } });
  expect(chosen(told)).toEqual([`answer ${best.resolution_id}`]);
});

it('a rival that audits found wrong does not', () => {
  const { candidates, confidence_features } = engine.decide(ask(0, 'q'), { seed: 1 });
  const [best] = candidates;
  const rival = RIVALS.find((id) => id !== best.resolution_id) ?? '';
  const told = Engine.restore(engine.snapshot());
  const audited = { features: confidence_features, propensity: 0.2 };
  for (let wrong = 0; wrong < 6; wrong++) {
    judge(told, { ...audited, resolution_id: rival, correct: false });
    for (let right = 0; right < 20; right++)
      judge(told, { ...audited, resolution_id: best.resolution_id, correct: true });
  }
  expect(chosen(told)).toEqual([`answer ${best.resolution_id}`]);
});
