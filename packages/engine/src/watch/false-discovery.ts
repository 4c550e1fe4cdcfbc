/**
 * Many questions asked at once: how many of the answers may be chance?
 *
 * `falseDiscoveryRates` gives each p-value its q: the smallest expected share of false findings among those reported, if
 * all that are at least as surprising were. `tested` may be larger than the list: those left out count with p = 1.
 * Cost: O(n log n). Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
 *
 * @example
 * falseDiscoveryRates([0.01, 0.04, 0.03], 4); // => [0.04, 0.0533…, 0.0533…]
 */
export function falseDiscoveryRates(ps: readonly number[], tested = ps.length): number[] {
  const order = ps.map((_, index) => index).toSorted((a, b) => ps[b] - ps[a]);
  const qs = ps.map(() => 1);
  let least = 1;
  for (const [above, index] of order.entries()) {
    least = Math.min(least, (ps[index] * tested) / (ps.length - above));
    qs[index] = least;
  }
  return qs;
}
