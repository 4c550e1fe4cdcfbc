/**
 * P-values for the claim "the share of wrong answers is at most alpha": small means that the claim holds.
 *
 * The null hypothesis is always the bad case, risk >= alpha; each function returns a number that is <= u with
 * probability at most u in that case. `alpha` in (0, 1).
 * - `binomialPValue`: exact for 0/1 losses that were all labelled with the same propensity.
 * - `hoeffdingBentkusPValue`: for any loss in [0, 1], such as a half-wrong answer; more cautious.
 * - `bettingPValue`: for 0/1 losses whose propensities differ. It bets against the null hypothesis record by
 *   record; wealth w against a fair coin has probability at most 1/w (Ville), at any time, so the best moment counts.
 * Cost: O(sqrt(n)) for the first two, O(n) for the last.
 * Source: Bates et al. 2021 and Angelopoulos et al. 2021 (Hoeffding-Bentkus); Waudby-Smith & Ramdas 2024 (betting).
 *
 * @example
 * binomialPValue({ wrong: 0, labelled: 45 }, 0.05); // => 0.0994...
 */
import { binomialCdf } from '../math/binomial.ts';

export interface Counts {
  readonly labelled: number;
  readonly wrong: number;
}

/** One labelled answer for `bettingPValue`, in the order in which the labels came. */
export interface WeightedLoss {
  readonly wrong: boolean;
  /** Probability with which it was going to be labelled, in (0, 1]. */
  readonly propensity: number;
}

/** Stakes as shares of the largest safe one, 1 / (1 - alpha); their wealths are averaged. */
const STAKES = [0.25, 0.5, 0.8] as const;

export function binomialPValue(counts: Counts, alpha: number): number {
  return counts.labelled === 0 ? 1 : binomialCdf(counts.wrong, counts.labelled, alpha);
}

/** `meanLoss` in [0, 1] over `labelled` losses. */
export function hoeffdingBentkusPValue(meanLoss: number, labelled: number, alpha: number): number {
  if (labelled === 0) return 1;
  const hoeffding = Math.exp(-labelled * bernoulliDivergence(Math.min(meanLoss, alpha), alpha));
  // The sum of 0/1 losses is whole; 1e-9 keeps n x (e / n) from being rounded up past it.
  const bentkus = Math.E * binomialCdf(Math.ceil(labelled * meanLoss - 1e-9), labelled, alpha);
  return Math.min(1, hoeffding, bentkus);
}

/**
 * `minPropensity`: a lower bound of all propensities that was fixed before any label was seen. A record of high
 * propensity stands for few others, so it is bet on with `minPropensity / propensity` of the stake.
 */
export function bettingPValue(losses: Iterable<WeightedLoss>, alpha: number, minPropensity: number): number {
  const wealths = STAKES.map(() => 1);
  const stakes = STAKES.map((share) => share / (1 - alpha));
  let best = 1;
  for (const { wrong, propensity } of losses) {
    const outcome = (minPropensity / propensity) * ((wrong ? 1 : 0) - alpha);
    let total = 0;
    for (let bet = 0; bet < stakes.length; bet++) {
      wealths[bet] *= 1 - stakes[bet] * outcome;
      total += wealths[bet];
    }
    best = Math.max(best, total / stakes.length);
  }
  return 1 / best;
}

/**
 * The least number of further labels, all of them right, with which the exact p-value reaches `level`.
 * 0 where it has been reached. O(log n) tails.
 */
export function rightLabelsNeeded(counts: Counts, alpha: number, level: number): number {
  const passes = (more: number) =>
    binomialPValue({ wrong: counts.wrong, labelled: counts.labelled + more }, alpha) <= level;
  if (passes(0)) return 0;
  let enough = 1;
  while (!passes(enough)) enough *= 2;
  let short = enough >> 1;
  while (enough - short > 1) {
    const middle = (enough + short) >>> 1;
    if (passes(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/** Kullback-Leibler divergence between two Bernoulli variables, in nats. */
function bernoulliDivergence(left: number, right: number): number {
  return divergenceTerm(left, right) + divergenceTerm(1 - left, 1 - right);
}

function divergenceTerm(left: number, right: number): number {
  return left === 0 ? 0 : left * Math.log(left / right);
}
