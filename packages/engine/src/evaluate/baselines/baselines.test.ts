import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodedQuestion } from '../../domain.ts';
import type { ReplayTicket } from '../replay.ts';
import { Bm25Index } from './bm25.ts';
import { LinearSvm, solveDual } from './linear-svm.ts';
import { appendKnn, NeighbourLearner, staticBm25, staticKnn, tfidfKnn } from './neighbours.ts';
import { type Label, plugInThreshold } from './plug-in-threshold.ts';
import { retrainedBaseline } from './retrained.ts';
import { type Guess, type StreamLearner, streamBaseline } from './stream-harness.ts';

const DIMENSIONS = 16;

function unit(at: number): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  vector[at % DIMENSIONS] = 1;
  return vector;
}

function question(text: string, at = 0, at_ms = 0): EncodedQuestion {
  const plain = { context: [], language: null, account: null, wants_human: false };
  return { id: `q-${text}`, text, at_ms, vector: unit(at), ...plain };
}

function ticket(text: string, label: string, at = 0, at_ms = 0): ReplayTicket {
  const plain = { title: '', text: '', links: [], version: 1, sources: [] };
  const resolution = { id: label, stakes: 'read-only', stage: 'suggest', ...plain } as const;
  return { question: question(text, at, at_ms), resolutions: [resolution], right: [label] };
}

const OPTIONS = { seed: 1, max_error: 0.05, audit_rate: 0.2, freeze_at: 100 };

describe('Bm25Index', () => {
  it('scores as the formula does by hand', () => {
    const index = new Bm25Index();
    for (const text of ['red car', 'red red bus stop', 'blue car']) index.add(text);
    const idf = (documents: number) => Math.log(1 + (3 - documents + 0.5) / (documents + 0.5));
    const tf = (count: number, length: number) =>
      (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / (8 / 3)));
    const { scores, self } = index.search('red bus');
    expect(scores[0]).toBeCloseTo(idf(2) * tf(1, 2), 12);
    expect(scores[1]).toBeCloseTo(idf(2) * tf(2, 4) + idf(1) * tf(1, 4), 12);
    expect(scores[2]).toBe(0);
    expect(self).toBeCloseTo(idf(2) + idf(1), 12);
  });
});

describe('plugInThreshold', () => {
  const label = fc.record({
    confidence: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
    propensity: fc.constantFrom(1, 0.2),
  });

  it('equals the lowest good threshold of a search over all of them', () => {
    const noisy = fc.tuple(label, fc.integer({ min: 0, max: 30 })).map(([each, luck]) => ({
      ...each,
      correct: luck > 30 * (1 - each.confidence) * 0.3,
    }));
    fc.assert(
      fc.property(fc.array(noisy, { minLength: 25, maxLength: 120 }), (labels) => {
        expect(plugInThreshold(labels, 0.05)).toBe(searched(labels, 0.05));
      }),
    );
  });

  it('needs thirty labels, and mostly right ones', () => {
    const sure = (correct: boolean): Label => ({ confidence: 1, correct, propensity: 1 });
    expect(
      plugInThreshold(
        Array.from({ length: 29 }, () => sure(true)),
        0.05,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
    expect(
      plugInThreshold(
        Array.from({ length: 30 }, () => sure(true)),
        0.05,
      ),
    ).toBe(1);
    expect(
      plugInThreshold(
        Array.from({ length: 30 }, () => sure(false)),
        0.05,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});

function searched(labels: readonly Label[], max_error: number): number {
  const good = labels
    .map(({ confidence }) => confidence)
    .filter((threshold) => {
      const above = labels.filter(({ confidence }) => confidence >= threshold);
      const mass = (list: readonly Label[]) => list.reduce((sum, { propensity }) => sum + 1 / propensity, 0);
      const wrong = mass(above.filter(({ correct }) => !correct));
      return above.length >= 30 && (wrong + 1) / (mass(above) + 1) <= max_error;
    });
  return Math.min(...good);
}

/** Always sure; right about everything that was learned. */
class Parrot implements StreamLearner {
  readonly learned: string[] = [];

  guess({ text }: EncodedQuestion): Guess {
    return { ranked: this.learned.length > 0 ? [text] : [], confidence: 1 };
  }

  learn({ text }: EncodedQuestion): void {
    this.learned.push(text);
  }
}

describe('streamBaseline', () => {
  const tickets = Array.from({ length: 1_000 }, () => ticket('same', 'same'));

  async function runParrot(threshold: 'fixed' | 'tuned', stream = tickets) {
    const parrot = new Parrot();
    const baseline = streamBaseline({ name: 'parrot', threshold, create: () => parrot });
    return { metrics: await baseline.run(stream, OPTIONS), learned: parrot.learned.length };
  }

  it('hands over the first tenth and learns nothing after it where the threshold is fixed', async () => {
    const { metrics, learned } = await runParrot('fixed');
    expect(metrics.coverage).toBeCloseTo(0.9, 12);
    expect(learned).toBe(100);
  });

  it('learns from what it hands over, and of its own answers only from the audited ones', async () => {
    const { metrics, learned } = await runParrot('tuned');
    const alone = Math.round(1_000 * (metrics.coverage ?? 0));
    expect(alone).toBeGreaterThan(900);
    const audited = learned - (1_000 - alone);
    expect(audited / alone).toBeGreaterThan(0.15);
    expect(audited / alone).toBeLessThan(0.25);
  });

  it('never answers alone where it is mostly wrong', async () => {
    const { metrics } = await runParrot(
      'tuned',
      tickets.map((each) => ({ ...each, right: ['other'] })),
    );
    expect(metrics.coverage).toBe(0);
    expect(metrics.hit_at_3).toBe(0);
  });

  it('decides before it learns: the first ticket can never be right', async () => {
    const { metrics } = await runParrot('tuned', tickets.slice(0, 2));
    expect(metrics.hit_at_1).toBe(0.5);
  });
});

describe('neighbour baselines', () => {
  const labels = ['reset password', 'send invoice', 'close account', 'track parcel'];
  const stream = Array.from({ length: 400 }, (_, i) => {
    const label = labels[i % labels.length];
    return ticket(`please ${label} number ${i}`, label, i % labels.length);
  });

  it.each([staticBm25, staticKnn, appendKnn, tfidfKnn])('$name solves what is plain', async (baseline) => {
    const metrics = await baseline.run(stream, { ...OPTIONS, freeze_at: 200 });
    expect(metrics.hit_at_1).toBeGreaterThan(0.95);
    expect(metrics.coverage).toBeGreaterThan(0.4);
    expect(metrics.risk).toBe(0);
  });

  it('adds up the votes of a label over its neighbours', () => {
    const scores = Float32Array.of(0.9, 0.88, 0.88);
    const learner = new NeighbourLearner({ add: () => {}, search: () => scores }, 0.05);
    for (const label of ['a', 'b', 'b']) learner.learn(question(label), [label]);
    const { ranked, confidence } = learner.guess(question('new'));
    const second = Math.exp(-0.02 / 0.05);
    expect(ranked).toEqual(['b', 'a']);
    expect(confidence).toBeCloseTo((0.9 * 2 * second) / (1 + 2 * second), 5);
  });
});

describe('LinearSvm', () => {
  it('reaches the optimum of its objective', () => {
    // Two points on a line: the widest margin is known, w = (1, 0) for ±1 with enough cost.
    const rows = [1, -1].map((x) => ({ ids: Int32Array.of(0), values: Float32Array.of(x) }));
    const signs = Int8Array.of(1, -1);
    const [weight] = solveDual({ rows, signs, features: 1, cost: 10, epochs: 20 });
    expect(weight).toBeCloseTo(1, 5);
    const [bounded] = solveDual({ rows, signs, features: 1, cost: 0.1, epochs: 20 });
    expect(bounded).toBeCloseTo(0.2, 5);
  });

  it('tells plain texts apart and ranks all labels with shares that sum to one', async () => {
    const svm = new LinearSvm();
    const examples = ['password', 'invoice', 'parcel'].flatMap((label) =>
      Array.from({ length: 5 }, (_, i) => ({ text: `my ${label} is lost ${i}`, label })),
    );
    await svm.train(examples);
    const ranked = await svm.predict('a lost invoice');
    expect(ranked[0].label).toBe('invoice');
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
  });

  it('says nothing before it was trained', async () => {
    expect(await new LinearSvm().predict('anything')).toEqual([]);
  });
});

describe('retrainedBaseline', () => {
  it('trains at a hundred texts, then every 30 days, on what was revealed before', async () => {
    const sizes: number[] = [];
    const classifier = {
      name: 'counts',
      train: (examples: readonly unknown[]) => Promise.resolve(void sizes.push(examples.length)),
      predict: () => Promise.resolve([{ label: 'never', confidence: 0.5 }]),
    };
    const day_ms = 86_400_000;
    const stream = Array.from({ length: 200 }, (_, i) => ticket(`t${i}`, 'l', 0, (i + 1) * day_ms));
    await retrainedBaseline('counts', () => classifier).run(stream, OPTIONS);
    expect(sizes).toEqual([100, 130, 160, 190]);
  });

  it('trains every tenth of a stream without times', async () => {
    let trainings = 0;
    const classifier = {
      name: 'counts',
      train: () => Promise.resolve(void (trainings += 1)),
      predict: () => Promise.resolve([]),
    };
    const stream = Array.from({ length: 1_000 }, (_, i) => ticket(`t${i}`, 'l'));
    await retrainedBaseline('counts', () => classifier).run(stream, OPTIONS);
    expect(trainings).toBe(9);
  });
});
