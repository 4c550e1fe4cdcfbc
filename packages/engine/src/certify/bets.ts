/**
 * Bets against "the share of wrong answers is at least alpha", on labels of unequal weight.
 *
 * Here because answers that went out alone are labelled only where an audit was drawn. A label bets
 * stake x weight x (alpha - wrong), where weight = least / own propensity lies in (0, 1]: an answer that was certain
 * to be labelled stands for few others. In expectation over what is labelled, a bet wins nothing while the risk is
 * alpha or more, so that wealth w has probability at most 1 / w, at any time (Ville). The stake must be the same for
 * all answers of one moment: a larger one where answers are easy would win though the risk is alpha. Three fixed
 * stakes are played side by side and averaged.
 * Wealths are kept as logarithms: they add, in any order. Cost: O(1) a bet.
 * Source: Ville 1939; Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting".
 *
 * @example
 * const [cautious] = lnBets({ wrong: false, weight: 1 }, 0.05);
 * Math.exp(cautious); // => 1.0131... : .25 of the largest safe stake, on a right answer
 */

/** Stakes as shares of the largest safe one, 1 / (1 - alpha). */
export const STAKES = [0.25, 0.5, 0.8] as const;

export interface WeightedOutcome {
  readonly wrong: boolean;
  /** Least propensity of the time / own propensity, in (0, 1]. */
  readonly weight: number;
}

/** ln of what each stake multiplies its wealth by. */
export function lnBets({ wrong, weight }: WeightedOutcome, alpha: number): number[] {
  const outcome = weight * ((wrong ? 1 : 0) - alpha);
  return STAKES.map((stake) => Math.log1p((-stake / (1 - alpha)) * outcome));
}

/** ln of the mean of e^value, without overflow; values may be -Infinity, but not all of them. */
export function lnMeanExp(values: readonly number[]): number {
  return lnSumExp(values) - Math.log(values.length);
}

/** ln of the sum of e^value, without overflow; values may be -Infinity, but not all of them. */
export function lnSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((total, value) => total + Math.exp(value - largest), 0));
}
