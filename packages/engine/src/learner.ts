/**
 * What learns from one example at a time.
 *
 * `predictOne` reads only. `learnOne` changes the learner and keeps nothing of its arguments. `save` gives plain
 * data that JSON keeps exactly; `load` makes this learner equal to the one that saved. Same construction, same
 * examples, same bytes. The laws in `laws/learner-laws.ts` hold for every implementation.
 *
 * X: what is known beforehand; Y: what turns out; P: the prediction.
 */
export interface Learner<X, Y, P> {
  predictOne(x: X): P;
  learnOne(x: X, y: Y): void;
  save(): LearnerState;
  load(state: LearnerState): void;
}

/** Plain data. */
export type LearnerState =
  | null
  | boolean
  | number
  | string
  | readonly LearnerState[]
  | { readonly [key: string]: LearnerState };
