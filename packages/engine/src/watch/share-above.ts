/**
 * Is a share higher here than elsewhere: P(share of `here` > share of `elsewhere`), each share uniform a priori.
 *
 * Exact, by the sum over one Beta's shape. Cost: O(here.count). Source: Cook 2005, "Exact calculation of beta
 * inequalities" (UTMDABTR-005-05), rearranged for whole shapes.
 *
 * @example
 * shareAbove({ count: 8, total: 10 }, { count: 20, total: 100 }); // => { posterior: 0.9999..., lift: 3.5... }
 */
import { lnBeta } from '../math/index.ts';

export interface CountOf {
  readonly count: number;
  readonly total: number;
}

/** `lift`: how many times the share of `elsewhere`, both shrunk by one case of each kind. */
export function shareAbove(
  here: CountOf,
  elsewhere: CountOf,
): { readonly posterior: number; readonly lift: number } {
  const [a, b] = [here.count + 1, here.total - here.count + 1];
  const [c, d] = [elsewhere.count + 1, elsewhere.total - elsewhere.count + 1];
  let sum = 0;
  for (let i = 0; i < a; i++) {
    sum += Math.exp(lnBeta(c + i, b + d) - Math.log(b + i) - lnBeta(1 + i, b) - lnBeta(c, d));
  }
  return { posterior: Math.min(1, sum), lift: a / (a + b) / (c / (c + d)) };
}
