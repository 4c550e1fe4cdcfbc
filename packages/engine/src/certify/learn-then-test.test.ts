import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { binomialCdf } from '../math/binomial.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { type LabelledAnswer, learnThenTest, plugInThreshold, shareWrong } from './learn-then-test.ts';

const OPTIONS = { alpha: 0.05, delta: 0.1 };
const labelled = (score: number, wrong: boolean, propensity = 1): LabelledAnswer => ({
  score,
  wrong,
  propensity,
});
const repeated = (count: number, make: (index: number) => LabelledAnswer) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('learnThenTest', () => {
  it.each(golden.learn_then_test.map((data, index) => ({ index, data })))(
    'agrees with an independent implementation, case $index',
    ({ data }) => {
      const records = data.records.map(([score, wrong]) => labelled(score, wrong === 1));
      expect(learnThenTest(records, OPTIONS).threshold).toBe(data.threshold);
    },
  );

  it('certifies what its own counts allow, and counts what lies at or above the threshold', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 800 }), (seed, size) => {
        const random = new SeededRandom(seed);
        const records = repeated(size, () => {
          const score = Math.round(random.next() * 50) / 50;
          return labelled(score, random.next() < 0.3 * (1 - score) ** 2);
        });
        const { threshold, ...found } = learnThenTest(records, OPTIONS);
        if (threshold === null) return;
        const above = records.filter((record) => record.score >= threshold);
        expect(found.labelled).toBe(above.length);
        expect(found.wrong).toBe(above.filter((record) => record.wrong).length);
        expect(found.coverage).toBeCloseTo(above.length / size, 12);
        expect(found.needed).toBe(0);
        expect(binomialCdf(found.wrong, found.labelled, OPTIONS.alpha)).toBeLessThanOrEqual(OPTIONS.delta);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('says how many right answers are missing: that many unlock, one fewer does not', () => {
    for (const wrong of [0, 1, 3]) {
      const now = repeated(40, (index) => labelled(0.9, index < wrong));
      const { threshold, needed } = learnThenTest(now, OPTIONS);
      expect(threshold).toBeNull();
      const after = (more: number) =>
        learnThenTest([...now, ...repeated(more, () => labelled(0.9, false))], OPTIONS);
      expect(after(needed - 1).threshold).toBeNull();
      expect(after(needed).threshold).toBe(0.9);
    }
  });

  it('says so for differing propensities too', () => {
    const records = (count: number) =>
      repeated(count, (index) => labelled(0.9, index === 5, index % 2 ? 0.5 : 1));
    const now = learnThenTest(records(60), OPTIONS);
    expect(now.threshold).toBeNull();
    // Counted in effective labels, of which two real ones of unequal weight make less than two.
    expect(learnThenTest(records(60 + 2 * now.needed), OPTIONS).threshold).toBe(0.9);
    expect(learnThenTest(records(60 + now.needed - 2), OPTIONS).threshold).toBeNull();
  });

  it('is locked without labels, and says what it takes', () => {
    expect(learnThenTest([], OPTIONS)).toEqual({
      ...OPTIONS,
      threshold: null,
      labelled: 0,
      wrong: 0,
      coverage: 0,
      needed: 72,
    });
  });

  it('never certifies scores that tell nothing, where the error is above alpha', () => {
    const random = new SeededRandom('nothing');
    const records = repeated(1000, () => labelled(random.next(), random.next() < 0.1));
    expect(learnThenTest(records, OPTIONS).threshold).toBeNull();
  });

  it('weighs by 1 / propensity: many easy audits do not hide few hard ones', () => {
    // 40 hard answers stand for 400, 80 % of them wrong: 2 % of the labels, 17 % of the answers.
    const easy = repeated(1500, () => labelled(0.9, false, 1));
    const hard = repeated(40, (index) => labelled(0.6, index % 5 > 0, 0.1));
    const records = new SeededRandom('mixed').shuffle([...easy, ...hard]);
    const found = learnThenTest(records, OPTIONS);
    expect(found.threshold).toBe(0.9);
    expect(found.coverage).toBeCloseTo(1500 / 1900, 12);
    expect(plugInThreshold(records, 0.05)).toBe(0.9);
    const blind = records.map((record) => ({ ...record, propensity: 1 }));
    expect(learnThenTest(blind, OPTIONS).threshold).toBe(0.6);
  });

  it('starts at the threshold in force too, with half of delta', () => {
    // 60 right ones: p = .046. They are 5 % of all: a start with a quarter of delta, or of its half beside the other half.
    const records = [
      ...repeated(60, () => labelled(0.9, false)),
      ...repeated(1140, () => labelled(0.1, true)),
    ];
    const from = (deployed: number | null) => learnThenTest(records, { ...OPTIONS, deployed }).threshold;
    expect([null, 0.9, 0.8, 0.95].map(from)).toEqual([null, 0.9, 0.9, null]);
  });

  it('starts where confidences predict the most, if told that scores are confidences', () => {
    // 65 right: p = .036. Too little for a quarter of delta, enough for three quarters of it.
    const records = [
      ...repeated(65, () => labelled(0.99, false)),
      ...repeated(400, () => labelled(0.3, true)),
    ];
    const found = learnThenTest(records, { ...OPTIONS, starts: 'predicted' });
    expect(found).toMatchObject({ threshold: 0.99, labelled: 65, wrong: 0 });
    expect(learnThenTest(records, OPTIONS).threshold).toBeNull();
    expect(learnThenTest([], { ...OPTIONS, starts: 'predicted' }).needed).toBe(51);
  });

  it('tells the share of wrong ones at or above a threshold, by weight', () => {
    const records = [
      labelled(0.9, true, 0.5),
      labelled(0.9, false),
      labelled(0.8, false),
      labelled(0.2, true),
    ];
    expect([0.9, 0.8, 0.81, 0.95].map((threshold) => shareWrong(records, threshold))).toEqual([
      2 / 3,
      0.5,
      2 / 3,
      0,
    ]);
  });

  it('the plug-in threshold is where the labels seen have an error of alpha, or nowhere', () => {
    const good = repeated(20, (index) => labelled(0.9, index === 0));
    expect(plugInThreshold([...good, ...repeated(20, () => labelled(0.5, true))], 0.05)).toBe(0.9);
    expect(
      plugInThreshold(
        repeated(20, () => labelled(0.5, true)),
        0.05,
      ),
    ).toBeNull();
    expect(plugInThreshold([], 0.05)).toBeNull();
  });

  it('refuses settings and records that mean nothing', () => {
    for (const [alpha, delta] of [
      [0, 0.1],
      [1, 0.1],
      [0.05, 0],
      [0.05, 1],
    ]) {
      expect(() => learnThenTest([], { alpha, delta })).toThrow('expected between 0 and 1');
    }
    expect(() => learnThenTest([labelled(1, false, 0)], OPTIONS)).toThrow('in (0, 1]');
    expect(() => learnThenTest([labelled(Number.NaN, false)], OPTIONS)).toThrow('expected finite');
  });
});
