/** What a preview of settings says, against an engine that really learns them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIDENCE_FEATURE_NAMES } from './confidence/confidence-features.ts';
import { DEFAULT_SETTINGS } from './config.ts';
import type { CellCertificate, EncodedQuestion, PolicySettings, Stakes } from './domain.ts';
import { Engine } from './engine.ts';
import { SeededRandom } from './math/seeded-random.ts';
import type { AnswerCount, PastDecision } from './preview-policy.ts';

const WORDS = 'invoice printer login export calendar slow phone folder'.split(' ');
const stakesOf = (index: number): Stakes => (['read-only', 'account-changing'] as const)[index % 2];

const situation = { earlier: [], tries: [], answered: [], offered: [] };

let engine: Engine;
let seq = 0;
let past: PastDecision[];

function ask(text: string, id: string): EncodedQuestion {
  return { id, text, context: [], language: 'en', account: id, at_ms: 0, wants_human: false, vector: null };
}

beforeAll(() => {
  engine = Engine.create({ encoder_id: 'test', dimensions: 16 });
  const random = new SeededRandom(7);
  for (const [index, word] of WORDS.entries()) {
    const id = `r${index}`;
    const said = { title: `About the ${word}`, text: `What to do about the ${word}`, links: [], sources: [] };
    const stage = index === 5 ? ('shadow' as const) : ('auto' as const);
    const resolution = { id, ...said, stakes: stakesOf(index), stage, version: 1 };
    engine.learn({ kind: 'resolution-upserted', seq: ++seq, resolution });
    for (let n = 0; n < 6; n++) {
      const exemplar = {
        id: `${id}-${n}`,
        resolution_id: id,
        question: ask(`my ${word} fails ${n}`, `${id}-${n}`),
      };
      engine.learn({ kind: 'lesson-applied', seq: ++seq, exemplar });
    }
  }
  for (let n = 0; n < 600; n++) {
    const correct = random.next() < 0.97;
    const confidence_features = CONFIDENCE_FEATURE_NAMES.map(
      (_, k) => random.normal() + (k === 0 && correct ? 6 : 0),
    );
    const fixed = { evidence: 'some', propensity: 1, least_propensity: 1 } as const;
    const ids = { decision_id: `d${n}`, question_id: `q${n}`, resolution_id: `r${n % 8}` };
    const label = { ...ids, ...fixed, stakes: stakesOf(n), confidence_features, correct, at_ms: n };
    engine.learn({ kind: 'decision-labelled', seq: ++seq, label: { ...label, confidence: random.next() } });
  }
  engine.learn({ kind: 'model-refitted', seq: ++seq });
  past = Array.from({ length: 160 }, (_, n) => {
    const angry = n % 20 === 19 ? ' I want a refund' : '';
    const question = ask(`my ${WORDS[n % 8]} fails${angry}`, `past-${n}`);
    return { question, ...decided(question, `d${n}`) };
  });
});

function decided(question: EncodedQuestion, id: string): Omit<PastDecision, 'question'> {
  const { candidates, confidence, novelty_p, evidence, reasons } = engine.decide(question, {
    seed: 1,
    situation,
  });
  const resolution_id = candidates[0]?.resolution_id ?? null;
  return { id, resolution_id, confidence, novelty_p, evidence, reasons: reasons.map(({ code }) => code) };
}

/** A copy that has learned the settings, and was fitted again. */
function really(settings: PolicySettings): Engine {
  const copy = Engine.restore(engine.snapshot());
  copy.learn({ kind: 'settings-changed', seq: seq + 1, settings });
  copy.learn({ kind: 'model-refitted', seq: seq + 2 });
  return copy;
}

const answersOf = (which: Engine, among = past) =>
  among.filter(({ question }) => {
    const asked = { ...question, vector: null };
    return which.decide(asked, { seed: 1, situation }).action === 'answer';
  });

function count(answered: readonly PastDecision[]): AnswerCount {
  const known = answered.filter(({ id, resolution_id }) => resolution_id === `r${Number(id.slice(1)) % 8}`);
  const right = known.filter(({ id }) => rightOf.get(id));
  return { answered: answered.length, labelled: known.length, right: right.length };
}
/** As the desk drew them. */
const rightOf = new Map<string, boolean>();
{
  const random = new SeededRandom(7);
  for (let n = 0; n < 600; n++) {
    rightOf.set(`d${n}`, random.next() < 0.97);
    for (let k = 0; k < CONFIDENCE_FEATURE_NAMES.length; k++) random.normal();
    random.next();
  }
}

function effectOf(decisions: readonly PastDecision[], settings: PolicySettings) {
  const preview = engine.previewPolicy(settings);
  for (const decision of decisions) preview.take(decision);
  return preview.effect;
}
const topicOf = (id: string) => engine.insights.topicOfResolution(id) ?? '';

describe('the preview of a policy', () => {
  it('changes nothing, and says so, where nothing is changed', () => {
    const bytes = engine.snapshot();
    const { before, after, gained, lost, concerned, asked } = effectOf(past, engine.settings);
    expect(after).toEqual(before);
    expect([asked, concerned, gained.answered, lost.answered]).toEqual([160, 0, 0, 0]);
    expect(before).toEqual(count(answersOf(engine)));
    expect(before.answered).toBeGreaterThan(60);
    effectOf(past, { ...DEFAULT_SETTINGS, autonomy: 'off', max_error: 0.2 });
    expect(engine.snapshot()).toEqual(bytes);
  });

  it.each<[string, () => Partial<PolicySettings>]>([
    ['all is drafted', () => ({ autonomy: 'draft' })],
    ['all is handed over', () => ({ autonomy: 'off' })],
    ['a topic is held', () => ({ topics: [{ topic_id: topicOf('r2'), autonomy: 'off', resolutions: [] }] })],
    [
      'two topics are held',
      () => ({
        topics: [0, 1].map((i) => ({
          topic_id: topicOf(`r${i}`),
          autonomy: 'draft' as const,
          resolutions: [],
        })),
      }),
    ],
  ])('counts what the engine would answer where %s', (_, change) => {
    const settings = { ...engine.settings, ...change() };
    const { before, after, gained, lost, concerned } = effectOf(past, settings);
    const today = answersOf(engine);
    const then = answersOf(really(settings));
    expect(before).toEqual(count(today));
    expect(after).toEqual(count(then));
    expect(gained.answered).toBe(0);
    expect(lost).toEqual(count(today.filter((each) => !then.includes(each))));
    const { topics } = settings;
    const held = past.filter(({ resolution_id }) =>
      topics?.some(({ topic_id }) => topic_id === topicOf(resolution_id ?? '')),
    );
    expect(concerned).toBe(topics === undefined ? past.length : held.length);
    expect(lost.answered).toBeGreaterThan(0);
  });

  it('certifies what the refit certifies that follows another accepted error', () => {
    for (const change of [
      { max_error_by_stakes: { 'read-only': 0.001 } },
      { max_error_by_stakes: { 'account-changing': 0.2 } },
      { max_error: 0.005, max_error_by_stakes: { 'read-only': 0.1 } },
    ]) {
      const settings = { ...engine.settings, ...change };
      const { certificates } = effectOf(past, settings);
      const timeless = (cell: CellCertificate) => ({ ...cell, since_seq: 0, since_at_ms: 0 });
      expect(certificates.map(timeless)).toEqual(really(settings).certificates.map(timeless));
    }
    const strict = { ...engine.settings, max_error_by_stakes: { 'read-only': 0.001 } };
    const { after, certificates, lost } = effectOf(past, strict);
    expect(certificates.map(({ threshold }) => threshold === null)).toEqual([true, false]);
    expect(certificates.map(({ alpha }) => alpha)).toEqual([0.001, 0.05]);
    expect(lost.answered).toBeGreaterThan(0);
    expect(after.answered).toBeGreaterThan(0);
  });

  it('keeps what people must not be kept from: high stakes, anger, an answer that was sent before', () => {
    const calm = { ...past[0], reasons: ['autonomy-off' as const] };
    const answered = (decision: PastDecision) => effectOf([decision], engine.settings).after.answered;
    expect(answered(calm)).toBe(1);
    expect(answered({ ...calm, reasons: ['angry'] })).toBe(0);
    expect(answered({ ...calm, reasons: ['repeats-itself'] })).toBe(0);
    expect(answered({ ...calm, question: { ...calm.question, wants_human: true } })).toBe(0);
    expect(
      answered({ ...calm, question: { ...calm.question, text: 'I will sue you, my lawyer writes' } }),
    ).toBe(0);
  });
});
