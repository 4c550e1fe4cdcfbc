import { describe, expect, it } from 'vitest';
import { type NamedFeatures, OnlineLogistic } from '../confidence/online-logistic.ts';
import type { LearnerState } from '../learner.ts';
import type { SeededRandom } from '../math/seeded-random.ts';
import { type LearnerSubject, learnerLaws } from './learner-laws.ts';

type Subject = LearnerSubject<NamedFeatures, 0 | 1, number>;

const EXTREMES = [0, 1e308, -1e308, Infinity, -Infinity, 5e-324, 1];

function subjectOf(name: string, create: (seed: string) => OnlineLogistic): Subject {
  const label = (random: SeededRandom) => (random.next() < 0.5 ? 0 : 1);
  const extreme = (random: SeededRandom) => EXTREMES[random.integer(EXTREMES.length)];
  return {
    name,
    create,
    example: (random) => ({
      x: { bias: 1, score: random.normal(), margin: random.normal() },
      y: label(random),
    }),
    extreme: (random) => ({
      x: { bias: 1, score: extreme(random), margin: extreme(random) },
      y: label(random),
    }),
    withOtherFeatures: ({ score }) => ({ score, 'page:/never-seen': 1 }),
    isValid: (prediction) => prediction >= 0 && prediction <= 1,
  };
}

const subjects = [subjectOf('OnlineLogistic', () => new OnlineLogistic())];

describe.each(subjects)('$name', (subject) => {
  it.each(learnerLaws)('$name', (law) => expect(law.check(subject)).toBeNull());
});

/** One learner for each law that breaks it. */
const lawbreakers: Record<string, (seed: string) => OnlineLogistic> = {
  'learning changes the state': () =>
    new (class extends OnlineLogistic {
      override learnOne() {}
    })(),
  'predicting changes nothing': () =>
    new (class extends OnlineLogistic {
      override predictOne(x: NamedFeatures) {
        if (x.score > 1) this.load([]);
        return super.predictOne(x);
      }
    })(),
  'the input stays as it was': () =>
    new (class extends OnlineLogistic {
      override learnOne(x: NamedFeatures, y: 0 | 1) {
        super.learnOne(x, y);
        (x as Record<string, number>).score /= 2;
      }
    })(),
  'the input is not retained': () =>
    new (class extends OnlineLogistic {
      #last: NamedFeatures = {};
      override learnOne(x: NamedFeatures, y: 0 | 1) {
        super.learnOne(x, y);
        this.#last = x;
      }
      override predictOne(x: NamedFeatures) {
        return super.predictOne({ ...x, score: x.score + (this.#last.score ?? 0) });
      }
    })(),
  'same seed and examples, same bytes': () =>
    new (class extends OnlineLogistic {
      constructor() {
        super();
        lawbreakerCount += 1;
        this.load([['bias', lawbreakerCount, 0]]);
      }
    })(),
  'what was saved and loaded goes on as if nothing had happened': () =>
    new (class extends OnlineLogistic {
      override save(): LearnerState {
        return (super.save() as [string, number, number][]).map(([name, weight]) => [name, weight, 0]);
      }
    })(),
  'what was saved does not change afterwards': () =>
    new (class extends OnlineLogistic {
      readonly #shown: LearnerState[] = [];
      override save(): LearnerState {
        this.#shown.splice(0, Infinity, ...(super.save() as LearnerState[]));
        return this.#shown;
      }
      override learnOne(x: NamedFeatures, y: 0 | 1) {
        super.learnOne(x, y);
        this.save();
      }
    })(),
  'features may be new, and may be gone': () =>
    new (class extends OnlineLogistic {
      override predictOne(x: NamedFeatures) {
        return super.predictOne(x) + Math.min(0, x.bias);
      }
    })(),
  'predictions are valid before and while it learns': () =>
    new (class extends OnlineLogistic {
      override predictOne(x: NamedFeatures) {
        return super.predictOne(x) * 3;
      }
    })(),
  'finite and valid after 100,000 extreme updates': () =>
    new (class extends OnlineLogistic {
      #sum = 0;
      override learnOne(x: NamedFeatures, y: 0 | 1) {
        super.learnOne(x, y);
        this.#sum += x.score;
      }
      override save(): LearnerState {
        return [...(super.save() as LearnerState[]), this.#sum];
      }
    })(),
};

let lawbreakerCount = 0;

describe('each law catches the learner that breaks it', () => {
  it.each(learnerLaws)('$name', (law) => {
    expect(Object.keys(lawbreakers)).toContain(law.name);
    expect(law.check(subjectOf('lawbreaker', lawbreakers[law.name]))).toEqual(expect.any(String));
  });
});
