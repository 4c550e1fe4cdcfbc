/**
 * What comes next in one topic, learned: logistic regression over all that is known just before a step.
 *
 * One weight for each pair of a feature (the last one to four steps, with observations and without; each token) and a
 * step, learned online with AdaGrad, one pass in the order in which paths came. It tells better than counts which of
 * many tokens matter, but can't be subtracted from: who takes a path away learns the rest again.
 * Cost: O(features · steps) to learn and to predict, about .2 ms for 100 tokens and 20 steps. Limits: `MOST_TOKENS`
 * tokens; `MOST_FEATURES` features, later ones are not learned.
 * Source: Duchi, Hazan and Singer, Adaptive subgradient methods, 2011.
 *
 * @example
 * const model = new StepModel();
 * model.learn({ previous: ['greet'], seen: [], step: 'ask-name' });
 * model.predict({ previous: ['greet'], seen: [] })[0].step;   // => 'ask-name'
 */
import { keyOf } from './counts.ts';
import { type LikelyStep, MOST_TOKENS, type Situation } from './next-step.ts';
import { isObservation } from './path-steps.ts';

export const MOST_FEATURES = 50_000;
const RATE = 0.1;
const START = 0.1;
const SMALLEST_GRADIENT = 1e-4;
const NOTHING = '^';

type Before = Omit<Situation, 'topic_id'>;

/** By number of the step; what is not there is 0. */
interface Weights {
  readonly weight: number[];
  readonly squares: number[];
}

export class StepModel {
  readonly #steps: string[] = [];
  readonly #rows = new Map<string, Weights>();
  #learned = 0;

  /** Steps that it learned from. */
  get learned(): number {
    return this.#learned;
  }

  learn({ step, ...before }: Before & { readonly step: string }): void {
    if (!this.#steps.includes(step)) this.#steps.push(step);
    const right = this.#steps.indexOf(step);
    const features = featuresOf(before);
    const gradients = this.#probabilities(features).map((p, k) => p - (k === right ? 1 : 0));
    for (const feature of features) this.#descend(feature, gradients);
    this.#learned += 1;
  }

  /** All steps of the topic, likeliest first; probabilities sum to 1, or the list is empty. */
  predict(before: Before): LikelyStep[] {
    const probabilities = this.#probabilities(featuresOf(before));
    return this.#steps
      .map((step, k) => ({ step, probability: probabilities[k] }))
      .sort((a, b) => b.probability - a.probability);
  }

  #probabilities(features: readonly string[]): number[] {
    const scores = this.#steps.map(() => 0);
    for (const feature of features) {
      const weight = this.#rows.get(feature)?.weight;
      if (weight === undefined) continue;
      for (let k = 0; k < scores.length; k++) scores[k] += weight[k] ?? 0;
    }
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const raised = scores.map((score) => Math.exp(score - highest));
    const sum = raised.reduce((before, value) => before + value, 0);
    return raised.map((value) => value / sum);
  }

  #descend(feature: string, gradients: readonly number[]): void {
    const known = this.#rows.get(feature);
    if (known === undefined && this.#rows.size >= MOST_FEATURES) return;
    const row = known ?? { weight: [], squares: [] };
    if (known === undefined) this.#rows.set(feature, row);
    for (const [k, gradient] of gradients.entries()) {
      const squares = row.squares[k] ?? 0;
      const weight = row.weight[k] ?? 0;
      const counts = Math.abs(gradient) >= SMALLEST_GRADIENT;
      row.squares[k] = counts ? squares + gradient * gradient : squares;
      row.weight[k] = counts ? weight - (RATE * gradient) / Math.sqrt(row.squares[k] + START) : weight;
    }
  }
}

function featuresOf({ previous, seen }: Before): string[] {
  const steps = previous.filter((step) => !isObservation(step));
  const features = ['always'];
  for (const back of [1, 2, 3, 4]) features.push(keyOf('last', ...lastOf(previous, back)));
  for (const back of [1, 2]) features.push(keyOf('done', ...lastOf(steps, back)));
  const tokens = new Set(seen.slice(0, MOST_TOKENS));
  return [...features, ...[...tokens].map((token) => keyOf('seen', token))];
}

function lastOf(steps: readonly string[], count: number): string[] {
  return [...Array<string>(count).fill(NOTHING), ...steps].slice(-count);
}
