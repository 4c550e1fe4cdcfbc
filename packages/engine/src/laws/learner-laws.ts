/**
 * The laws that every learner keeps, as a plain list without a test library.
 *
 * A check returns null where the law holds, or one sentence that says how it is broken. Checks are deterministic.
 * Cost: the last law makes 100,000 updates, everything else a few hundred.
 * Source: the idea of estimator checks, as in river (`river/checks`) and scikit-learn.
 *
 * @example
 * for (const law of learnerLaws) console.assert(law.check(subject) === null, law.name);
 */
import type { Learner } from '../learner.ts';
import { SeededRandom } from '../math/seeded-random.ts';

export interface Example<X, Y> {
  readonly x: X;
  readonly y: Y;
}

/** A learner with what is needed to try it: how to make it, examples, and what a valid prediction is. */
export interface LearnerSubject<X extends object, Y, P> {
  readonly name: string;
  create(seed: string): Learner<X, Y, P>;
  /** A fresh, ordinary example. */
  example(random: SeededRandom): Example<X, Y>;
  /** A fresh example at the ends of what numbers can be, NaN excepted. */
  extreme(random: SeededRandom): Example<X, Y>;
  /** The same with some features gone, and some that no example has. */
  withOtherFeatures(x: X): X;
  isValid(prediction: P): boolean;
}

export interface LearnerLaw {
  readonly name: string;
  check<X extends object, Y, P>(subject: LearnerSubject<X, Y, P>): string | null;
}

const LESSONS = 100;
const EXTREME_UPDATES = 100_000;

export const learnerLaws: readonly LearnerLaw[] = [
  {
    name: 'learning changes the state',
    check(subject) {
      const learner = subject.create('state');
      const before = bytes(learner.save());
      teach(subject, learner, 'state');
      return bytes(learner.save()) === before ? 'the state after learning is the state before it' : null;
    },
  },
  {
    name: 'predicting changes nothing',
    check(subject) {
      const learner = taught(subject, 'reads');
      const before = bytes(learner.save());
      for (const { x } of examples(subject, 'questions')) learner.predictOne(x);
      return bytes(learner.save()) === before ? null : 'the state after predicting differs';
    },
  },
  {
    name: 'the input stays as it was',
    check(subject) {
      const learner = subject.create('input');
      for (const { x, y } of examples(subject, 'input')) {
        const before = bytes(x);
        learner.predictOne(x);
        learner.learnOne(x, y);
        if (bytes(x) !== before) return `${before} became ${bytes(x)}`;
      }
      return null;
    },
  },
  {
    name: 'the input is not retained',
    check(subject) {
      const learner = subject.create('retained');
      const lessons = examples(subject, 'retained');
      for (const { x, y } of lessons) learner.learnOne(x, y);
      const state = bytes(learner.save());
      const answers = answersOf(subject, learner);
      for (const { x } of lessons) scramble(x);
      const kept = bytes(learner.save()) === state && answersOf(subject, learner) === answers;
      return kept ? null : 'changing an example after learning it changes the learner';
    },
  },
  {
    name: 'same seed and examples, same bytes',
    check(subject) {
      const first = taught(subject, 'twice');
      const second = taught(subject, 'twice');
      const same =
        bytes(first.save()) === bytes(second.save()) &&
        answersOf(subject, first) === answersOf(subject, second);
      return same ? null : 'two learners with the same seed and examples differ';
    },
  },
  {
    name: 'what was saved and loaded goes on as if nothing had happened',
    check(subject) {
      const original = taught(subject, 'saved');
      const loaded = subject.create('other');
      loaded.load(JSON.parse(bytes(original.save())));
      if (answersOf(subject, loaded) !== answersOf(subject, original))
        return 'predictions differ after loading';
      teach(subject, original, 'afterwards');
      teach(subject, loaded, 'afterwards');
      return bytes(loaded.save()) === bytes(original.save()) ? null : 'learning on after loading differs';
    },
  },
  {
    name: 'what was saved does not change afterwards',
    check(subject) {
      const learner = taught(subject, 'snapshot');
      const saved = learner.save();
      const before = bytes(saved);
      teach(subject, learner, 'more');
      return bytes(saved) === before ? null : 'learning changes a state that was saved before';
    },
  },
  {
    name: 'features may be new, and may be gone',
    check(subject) {
      const learner = taught(subject, 'features');
      for (const { x, y } of examples(subject, 'other features')) {
        const other = subject.withOtherFeatures(x);
        if (!subject.isValid(learner.predictOne(other))) return `invalid prediction for ${bytes(other)}`;
        learner.learnOne(other, y);
        if (!subject.isValid(learner.predictOne(x)))
          return `invalid prediction after learning ${bytes(other)}`;
      }
      return null;
    },
  },
  {
    name: 'predictions are valid before and while it learns',
    check(subject) {
      const learner = subject.create('range');
      for (const { x, y } of examples(subject, 'range')) {
        const prediction = learner.predictOne(x);
        if (!subject.isValid(prediction)) return `predicted ${String(prediction)}`;
        learner.learnOne(x, y);
      }
      return null;
    },
  },
  {
    name: 'finite and valid after 100,000 extreme updates',
    check(subject) {
      const learner = subject.create('extreme');
      const random = new SeededRandom('extreme');
      for (let update = 0; update < EXTREME_UPDATES; update++) {
        const { x, y } = subject.extreme(random);
        learner.learnOne(x, y);
      }
      if (!allFinite(learner.save())) return 'the state holds a number that is not finite';
      const wrong = examples(subject, 'after').find(({ x }) => !subject.isValid(learner.predictOne(x)));
      return wrong ? `invalid prediction for ${bytes(wrong.x)}` : null;
    },
  },
];

function examples<X extends object, Y, P>(subject: LearnerSubject<X, Y, P>, seed: string): Example<X, Y>[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: LESSONS }, () => subject.example(random));
}

function teach<X extends object, Y, P>(
  subject: LearnerSubject<X, Y, P>,
  learner: Learner<X, Y, P>,
  seed: string,
): void {
  for (const { x, y } of examples(subject, seed)) learner.learnOne(x, y);
}

function taught<X extends object, Y, P>(subject: LearnerSubject<X, Y, P>, seed: string): Learner<X, Y, P> {
  const learner = subject.create(seed);
  teach(subject, learner, seed);
  return learner;
}

function answersOf<X extends object, Y, P>(
  subject: LearnerSubject<X, Y, P>,
  learner: Learner<X, Y, P>,
): string {
  return bytes(examples(subject, 'probe').map(({ x }) => learner.predictOne(x)));
}

function bytes(value: unknown): string {
  return JSON.stringify(value);
}

/** Overwrites every number of an example, however deep it stands. */
function scramble(value: object): void {
  const fields = value as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    const field = fields[key];
    if (typeof field === 'object' && field !== null) scramble(field);
    else if (typeof field === 'number') fields[key] = field + 12_345;
  }
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite);
}
