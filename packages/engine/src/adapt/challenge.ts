/**
 * Champion against challenger, judged only where the two disagree.
 *
 * Under "the challenger is no better" each disagreement is at best a fair coin. Bets on every coin between a fair one
 * and a sure one, in equal parts, are worth E = 2 ∫ (2q)^wins (2 - 2q)^losses dq over q in [1/2, 1]; E reaches 1/δ
 * with probability at most δ, however often one looks (Ville). At 20 a challenger that wins 70 % of the time needs
 * about 50 disagreements. Cost: O(√(wins + losses)).
 * Source: mixture martingale for a coin, Ville 1939; Robbins 1970; the integral as an incomplete beta function.
 *
 * @example
 * challenge({ wins: 8, losses: 0 }).verdict;   // => 'promote'
 */
import { EngineError } from '../errors.ts';
import { lnBeta, lnBetaCdf } from '../math/beta-distribution.ts';

export interface Disagreements {
  /** Challenger right, champion wrong. */
  readonly wins: number;
  readonly losses: number;
}

export interface Challenge {
  /** Natural logarithms of the evidence that the challenger is better, and that it is worse. */
  readonly lnBetter: number;
  readonly lnWorse: number;
  readonly verdict: 'promote' | 'reject' | 'open';
}

/** Evidence at which a side has won: wrong in at most one of twenty. */
export const ENOUGH_EVIDENCE = 20;

/** After a promotion the same with the sides unchanged: `reject` then means to roll back. */
export function challenge({ wins, losses }: Disagreements): Challenge {
  const lnBetter = lnCoinEvidence(wins, losses);
  const lnWorse = lnCoinEvidence(losses, wins);
  const enough = Math.log(ENOUGH_EVIDENCE);
  const verdict = lnBetter >= enough ? 'promote' : lnWorse >= enough ? 'reject' : 'open';
  return { lnBetter, lnWorse, verdict };
}

/** ln E that a coin shows heads more often than not. Counts are whole. */
export function lnCoinEvidence(heads: number, tails: number): number {
  if (!(heads >= 0 && tails >= 0)) {
    throw new EngineError('invalid-argument', `counts: expected 0 or more, found ${heads} and ${tails}`);
  }
  return (heads + tails + 1) * Math.LN2 + lnBeta(heads + 1, tails + 1) + lnBetaCdf(0.5, tails + 1, heads + 1);
}
