import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/seeded-random.ts';
import { fitLogistic, predictLogistic } from './logistic-regression.ts';
import { MAX_NAMES, OnlineLogistic, type OnlineLogisticOptions } from './online-logistic.ts';

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

  it('takes the steps of AdaGrad, worked out in Python', () => {
    const examples: [Record<string, number>, 0 | 1][] = [
      [{ a: 1, b: 2 }, 1],
      [{ a: 1, b: -1 }, 0],
      [{ a: 0.5, b: 10 }, 1],
    ];
    const learned = (options?: OnlineLogisticOptions) => {
      const learner = new OnlineLogistic(options);
      for (const [features, label] of examples) learner.learnOne(features, label);
      return learner.save();
    };
    const close = (value: number) => expect.closeTo(value, 10) as number;
    expect(learned()).toEqual([
      ['a', close(0.04247846321847697), close(0.5088627930582008)],
      ['b', close(0.2306922147525992), close(4.791273178258259)],
    ]);
    expect(learned({ learningRate: 0.3, ridge: 0.5 })).toEqual([
      ['a', close(0.05405536528826385), close(0.6729975979310076)],
      ['b', close(0.3924348510523996), close(1.123055195897598)],
    ]);
  });

  it('bounds values, and learns nothing from those that are 0', () => {
    const weighing = () => {
      const learner = new OnlineLogistic();
      learner.load([['a', 0.2, 1]]);
      return learner;
    };
    expect(weighing().predictOne({ a: 400 })).toBe(weighing().predictOne({ a: 10 }));
    expect(weighing().predictOne({ a: -400 })).toBe(weighing().predictOne({ a: -10 }));
    expect(weighing().predictOne({ a: 10 })).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
    const learner = weighing();
    learner.learnOne({ a: 0 }, 1);
    expect(learner.save()).toEqual([['a', 0.2, 1]]);
  });

  it('stays finite where nothing is left to learn', () => {
    const learner = new OnlineLogistic();
    learner.load([['a', 100, 1]]);
    learner.learnOne({ a: 1, b: 1 }, 1);
    expect(learner.save()).toContainEqual(['b', 0, 0]);
  });

  it('goes on from where it was saved', () => {
    const [one, other] = [new OnlineLogistic(), new OnlineLogistic()];
    one.learnOne({ a: 1, b: 2 }, 1);
    other.load(structuredClone(one.save()));
    for (const learner of [one, other]) learner.learnOne({ a: 2, c: 1 }, 0);
    expect(other.save()).toEqual(one.save());
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

  it('adds up in the order of the names, to the last digit', () => {
    const learner = new OnlineLogistic();
    learner.load([
      ['a', 1e16, 1],
      ['b', 1, 1],
      ['c', -1e16, 1],
    ]);
    // (1e16 + 1) - 1e16 is 0 in floating point, and 1 in another order.
    expect(learner.predictOne({ a: 1, b: 1, c: 1 })).toBe(0.5);
    expect(learner.predictOne({ c: 1, a: 1, b: 1 })).toBe(0.5);
    expect(learner.predictOne({ c: 1, b: 1, a: 1 })).toBe(0.5);
  });

  it('learns at most its limit of names, and goes on with those it has', () => {
    const learner = new OnlineLogistic();
    for (let index = 0; index <= MAX_NAMES; index++) learner.learnOne({ [`token:${index}`]: 1 }, 1);
    expect(learner.save()).toHaveLength(MAX_NAMES);
    expect(learner.predictOne({ [`token:${MAX_NAMES}`]: 1 })).toBe(0.5);
    expect(learner.predictOne({ 'token:0': 1 })).toBeGreaterThan(0.5);
  });

  it('refuses NaN and foreign snapshots', () => {
    const refused = (code: string, message: string) => expect.objectContaining({ code, message }) as Error;
    expect(() => new OnlineLogistic().predictOne({ a: Number.NaN })).toThrow(
      refused('not-a-number', 'a: expected a number, found NaN'),
    );
    expect(() => new OnlineLogistic().load({ weights: 1 })).toThrow(
      refused('bad-snapshot', 'expected a list, found object'),
    );
    for (const entry of [['a', null, 1], ['a', 1, null], [7, 1, 1], null, 'a']) {
      expect(() => new OnlineLogistic().load([entry])).toThrow(
        refused('bad-snapshot', `expected [name, weight, squares], found ${JSON.stringify(entry)}`),
      );
    }
  });
});
