import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { fitLogistic, predictLogistic } from './logistic-regression.ts';
import { MAX_NAMES, OnlineLogistic } from './online-logistic.ts';

describe('OnlineLogistic', () => {
  it('comes near to the batch fit on the same examples', () => {
    const random = new SeededRandom('stream');
    const learner = new OnlineLogistic();
    const rows: number[] = [];
    const labels: (0 | 1)[] = [];
    for (let index = 0; index < 4000; index++) {
      const [score, margin] = [random.normal(), random.normal()];
      const label = random.next() < 1 / (1 + Math.exp(-(0.5 + 1.5 * score - margin))) ? 1 : 0;
      rows.push(score, margin);
      labels.push(label);
      learner.learnOne({ bias: 1, score, margin }, label);
    }
    const batch = fitLogistic({ rows: Float64Array.from(rows), width: 2, labels, ridge: 1 });
    for (const [score, margin] of [
      [0, 0],
      [1, 1],
      [-1, 0.5],
      [2, -1],
    ]) {
      const online = learner.predictOne({ margin, score, bias: 1 });
      expect(Math.abs(online - predictLogistic(batch, [score, margin]))).toBeLessThan(0.05);
    }
  });

  it('does not care in which order the features are written', () => {
    const [one, other] = [new OnlineLogistic(), new OnlineLogistic()];
    const random = new SeededRandom('order');
    for (let index = 0; index < 200; index++) {
      const [a, b, c] = [random.normal(), random.normal(), random.normal()];
      const label = random.next() < 0.5 ? 0 : 1;
      one.learnOne({ a, b, c }, label);
      other.learnOne({ c, a, b }, label);
    }
    expect(one.predictOne({ a: 0.1, b: 0.2, c: 0.3 })).toBe(other.predictOne({ c: 0.3, b: 0.2, a: 0.1 }));
  });

  it('learns at most its limit of names, and goes on with those it has', () => {
    const learner = new OnlineLogistic();
    for (let index = 0; index <= MAX_NAMES; index++) learner.learnOne({ [`token:${index}`]: 1 }, 1);
    expect(learner.save()).toHaveLength(MAX_NAMES);
    expect(learner.predictOne({ [`token:${MAX_NAMES}`]: 1 })).toBe(0.5);
    expect(learner.predictOne({ 'token:0': 1 })).toBeGreaterThan(0.5);
  });

  it('refuses NaN and foreign snapshots', () => {
    expect(() => new OnlineLogistic().predictOne({ a: Number.NaN })).toThrow('a: expected a number');
    expect(() => new OnlineLogistic().load({ weights: 1 })).toThrow('expected a list');
    expect(() => new OnlineLogistic().load([['a', null, 1]])).toThrow('expected [name, weight, squares]');
  });
});
