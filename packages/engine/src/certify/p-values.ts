/**
 * P-values for the claim "the share of wrong answers is at most alpha": small means that the claim holds.
 *
 * The null hypothesis is always the bad case, risk >= alpha; each function returns a number that is <= u with
 * probability at most u in that case. `alpha` in (0, 1).
 * - `binomialPValue`: exact for 0/1 losses that were all labelled with the same propensity.
 * - `weightedPValue`: for 0/1 losses whose propensities differ; that binomial where they are equal. By simulation only.
 * - `hoeffdingBentkusPValue`: for any loss in [0, 1], such as a half-wrong answer; more cautious.
 * - `bettingPValue`: for 0/1 losses whose propensities differ. It bets against the null hypothesis record by
 *   record; wealth w against a fair coin has probability at most 1/w (Ville), at any time, so the best moment counts.
 * Cost: O(sqrt(n)) for the first two, O(n) for the last.
 * Source: Bates et al. 2021 and Angelopoulos et al. 2021 (Hoeffding-Bentkus); Fay & Feuer 1997 (weighted counts,
 * doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#); Waudby-Smith & Ramdas 2024 (betting).
 *
 * @example
 * binomialPValue({ wrong: 0, labelled: 45 }, 0.05); // => 0.0994...
 */
import { lnBetaCdf } from '../math/beta-distribution.ts';
import { binomialCdf } from '../math/binomial.ts';
import { lnBets, lnMeanExp, STAKES } from './bets.ts';

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

export function binomialPValue(counts: Counts, alpha: number): number {
  return counts.labelled === 0 ? 1 : binomialCdf(counts.wrong, counts.labelled, alpha);
}

/** Labels of unequal weight 1 / propensity, summed up. */
export interface WeightedSums {
  readonly labelled: number;
  /** Sum of the weights. */
  readonly mass: number;
  /** Sums of weights and of squared weights of the wrong ones. */
  readonly wrongMass: number;
  readonly wrongSquares: number;
  readonly heaviest: number;
}

/**
 * Mistakes are counted in the weight of one: that of those seen and of one more, of the greatest weight there is. So many
 * mistakes among so many such labels make a binomial. Where mistakes fall where nearly everything is labelled, as
 * they do below a threshold in force, their count is known far better than the number of effective labels tells.
 */
export function weightedPValue(sums: WeightedSums, alpha: number): number {
  const { mass, wrongMass, wrongSquares, heaviest } = sums;
  if (mass === 0) return 1;
  const unit = (wrongSquares + heaviest ** 2) / (wrongMass + heaviest);
  const wrong = (wrongMass + heaviest) / unit - 1;
  const right = mass / unit - wrong;
  return right > 0 ? Math.exp(lnBetaCdf(1 - alpha, right, wrong + 1)) : 1;
}

/** Further labels, all right and of the average weight, with which the weighted p-value reaches `level`. */
export function weightedRightNeeded(sums: WeightedSums, alpha: number, level: number): number {
  const weight = sums.labelled > 0 ? sums.mass / sums.labelled : sums.heaviest;
  return leastPassing((more) => weightedPValue({ ...sums, mass: sums.mass + more * weight }, alpha) <= level);
}

/**
 * What labels of unequal weight 1 / propensity are worth in equal ones: (Σw)² / Σw² of them (Kish 1965), rounded to
 * the safe side. Equal weights give the counts themselves.
 */
export function effectiveCounts(sums: { mass: number; squares: number; wrongMass: number }): Counts {
  const labelled = Math.floor(sums.mass ** 2 / sums.squares + 1e-9);
  return { labelled, wrong: Math.min(labelled, Math.ceil((sums.wrongMass / sums.mass) * labelled - 1e-9)) };
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
  const lnWealths = STAKES.map(() => 0);
  let lnBest = 0;
  for (const { wrong, propensity } of losses) {
    lnBets({ wrong, weight: minPropensity / propensity }, alpha).forEach((bet, stake) => {
      lnWealths[stake] += bet;
    });
    lnBest = Math.max(lnBest, lnMeanExp(lnWealths));
  }
  return Math.exp(-lnBest);
}

/**
 * The least number of further labels, all of them right, with which the exact p-value reaches `level`.
 * 0 where it has been reached. O(log n) tails.
 */
export function rightLabelsNeeded(counts: Counts, alpha: number, level: number): number {
  return leastPassing(
    (more) => binomialPValue({ wrong: counts.wrong, labelled: counts.labelled + more }, alpha) <= level,
  );
}

/** The least n >= 0 with passes(n), for a test that stays passed once it is. O(log n) tests. */
export function leastPassing(passes: (count: number) => boolean): number {
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
export function bernoulliDivergence(left: number, right: number): number {
  return divergenceTerm(left, right) + divergenceTerm(1 - left, 1 - right);
}

function divergenceTerm(left: number, right: number): number {
  return left === 0 ? 0 : left * Math.log(left / right);
}
