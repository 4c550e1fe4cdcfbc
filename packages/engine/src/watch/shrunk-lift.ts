/**
 * How many times more than expected, without being fooled by small counts.
 *
 * A cell has `count` seen and `expected` (row · column / all). Its true lift has the prior Gamma(a, a), mean 1; after the
 * cell it is Gamma(count + a, expected + a). `a` is fitted across cells by the marginal likelihood (negative binomial)
 * and kept within [0.5, 2]: a few real effects among thousands of cells without any must not be shrunk away. What is
 * shown are the mean and the 5 % and 95 % quantiles.
 * `chanceOf` is the exact probability of so many or more given the margins (hypergeometric, Fisher's exact test).
 * Cost: O(cells) a trial of `a`; O(count) a probability. Source: DuMouchel 1999, doi:10.1080/00031305.1999.10474456
 * (one Gamma instead of two).
 *
 * @example
 * shrunkLift({ count: 12, expected: 3 }, 2); // => { value: 2.8, low: 1.65…, high: 4.21… }
 */
import { gammaQuantile, lnGamma } from '../math/index.ts';

export interface Cell {
  readonly count: number;
  readonly expected: number;
}

export interface ShrunkLift {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.05;
const SHRINKAGES = [0.5, 0.7, 1, 1.4, 2];
/** What one begins with. */
const FIRST_SHRINKAGE = 2;

export function shrunkLift({ count, expected }: Cell, shrinkage: number): ShrunkLift {
  const posterior = { shape: count + shrinkage, rate: expected + shrinkage };
  return {
    value: posterior.shape / posterior.rate,
    low: gammaQuantile(TAIL, posterior),
    high: gammaQuantile(1 - TAIL, posterior),
  };
}

/** Of all cells, empty ones included. */
export function fitShrinkage(cells: readonly Cell[]): number {
  if (cells.length === 0) return FIRST_SHRINKAGE;
  const likelihoods = SHRINKAGES.map((a) => cells.reduce((sum, cell) => sum + lnMarginal(cell, a), 0));
  return SHRINKAGES[likelihoods.indexOf(Math.max(...likelihoods))];
}

function lnMarginal({ count, expected }: Cell, a: number): number {
  const ways = count === 0 ? 0 : lnGamma(count + a) - lnGamma(a);
  return ways + a * Math.log(a / (a + expected)) - count * Math.log(a + expected);
}

export interface Margins {
  readonly row: number;
  readonly column: number;
  readonly all: number;
}

/** P(count or more) where row and column have nothing to do with each other. */
export function chanceOf(count: number, { row, column, all }: Margins): number {
  const most = Math.min(row, column);
  const least = Math.max(0, row + column - all);
  if (count <= least) return 1;
  if (count > most) return 0;
  const lnOf = (n: number) => lnChoose(column, n) + lnChoose(all - column, row - n) - lnChoose(all, row);
  let term = Math.exp(lnOf(count));
  let sum = 0;
  for (let n = count; n <= most && term > sum * 1e-16; n++) {
    sum += term;
    term *= ((column - n) * (row - n)) / ((n + 1) * (all - column - row + n + 1));
  }
  return Math.min(1, sum);
}

function lnChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}
