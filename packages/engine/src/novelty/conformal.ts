/**
 * Conformal p-value: how many known questions were at least as strange as this one.
 *
 * The known ones' strangeness is what the memory said just before their own lesson was applied, so each is left
 * out by construction. A question that is exchangeable with them has P(p ≤ x) ≤ x; one that arrives when the memory
 * has grown is a little less strange than they were, so that known questions are called novel more rarely than x.
 * Cost O(log n). Source: Vovk, Gammerman & Shafer 2005, Algorithmic Learning in a Random World, §2.2.
 *
 * @example
 * conformalP([1, 2, 3, 4], 3);   // => 0.6, since (1 + 2) of (4 + 1)
 */

/** `known` ascends. The smaller, the more novel; 1 where nothing is known. */
export function conformalP(known: ArrayLike<number>, strange: number): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle] < strange) low = middle + 1;
    else high = middle;
  }
  return (1 + known.length - low) / (known.length + 1);
}
