/**
 * Logistic regression that learns online, over named features that may appear at any time.
 *
 * Here for what changes between two refits, and for features that nobody lists beforehand, such as context tokens
 * (`page:/billing`). AdaGrad with a ridge: each coefficient has its own falling step size. Values are bounded to
 * +-10, so give standardised numbers or 0/1. Cost: O(w log w) for w features of one example; state: two numbers a
 * name, at most `MAX_NAMES` names, later ones are not learned.
 * Limits: less accurate than a refit (`fitLogistic`); its steps depend on the order of the examples.
 * Source: Duchi, Hazan & Singer 2011.
 *
 * @example
 * const learner = new OnlineLogistic();
 * learner.predictOne({ bias: 1 }); // => 0.5
 * learner.learnOne({ bias: 1 }, 1);
 * learner.predictOne({ bias: 1 }) > 0.5; // => true
 */
import { EngineError } from '../errors.ts';
import type { Learner, LearnerState } from '../learner.ts';
import { sigmoid } from '../math/sigmoid.ts';

export type NamedFeatures = Readonly<Record<string, number>>;

export interface OnlineLogisticOptions {
  /** Length of the first step, in log-odds; 0.1 where absent. */
  readonly learningRate?: number;
  /** Pull of each example towards zero; 1e-4 where absent. */
  readonly ridge?: number;
}

export const MAX_NAMES = 10_000;

const MAX_VALUE = 10;

interface Coefficient {
  weight: number;
  /** Sum of squared gradients. */
  squares: number;
}

export class OnlineLogistic implements Learner<NamedFeatures, 0 | 1, number> {
  readonly #learningRate: number;
  readonly #ridge: number;
  #coefficients = new Map<string, Coefficient>();

  constructor(options: OnlineLogisticOptions = {}) {
    this.#learningRate = options.learningRate ?? 0.1;
    this.#ridge = options.ridge ?? 1e-4;
  }

  /** P(label = 1). Names that were never learned do not count. */
  predictOne(features: NamedFeatures): number {
    let sum = 0;
    for (const [name, value] of ordered(features)) sum += value * (this.#coefficients.get(name)?.weight ?? 0);
    return sigmoid(sum);
  }

  learnOne(features: NamedFeatures, label: 0 | 1): void {
    const excess = this.predictOne(features) - label;
    for (const [name, value] of ordered(features)) {
      const coefficient = this.#coefficientOf(name);
      if (!coefficient || value === 0) continue;
      const gradient = excess * value + this.#ridge * coefficient.weight;
      coefficient.squares += gradient * gradient;
      if (coefficient.squares > 0) {
        coefficient.weight -= (this.#learningRate * gradient) / Math.sqrt(coefficient.squares);
      }
    }
  }

  save(): LearnerState {
    return Array.from(this.#coefficients, ([name, { weight, squares }]) => [name, weight, squares]);
  }

  load(state: LearnerState): void {
    if (!Array.isArray(state))
      throw new EngineError('bad-snapshot', `expected a list, found ${typeof state}`);
    this.#coefficients = new Map((state as readonly LearnerState[]).map(readCoefficient));
  }

  #coefficientOf(name: string): Coefficient | undefined {
    const known = this.#coefficients.get(name);
    if (known || this.#coefficients.size >= MAX_NAMES) return known;
    const fresh = { weight: 0, squares: 0 };
    this.#coefficients.set(name, fresh);
    return fresh;
  }
}

/** Bounded values in the order of their names, so that sums do not depend on the order of writing. */
function ordered(features: NamedFeatures): [string, number][] {
  const names = Object.keys(features).toSorted((left, right) => (left < right ? -1 : 1));
  return names.map((name) => {
    const value = features[name];
    if (Number.isNaN(value)) throw new EngineError('not-a-number', `${name}: expected a number, found NaN`);
    return [name, Math.min(MAX_VALUE, Math.max(-MAX_VALUE, value))];
  });
}

function readCoefficient(entry: LearnerState): [string, Coefficient] {
  const [name, weight, squares] = Array.isArray(entry) ? (entry as readonly LearnerState[]) : [];
  if (typeof name === 'string' && typeof weight === 'number' && typeof squares === 'number') {
    return [name, { weight, squares }];
  }
  throw new EngineError('bad-snapshot', `expected [name, weight, squares], found ${JSON.stringify(entry)}`);
}
