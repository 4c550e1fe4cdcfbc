/** The k best slots of a score list, and the votes that they cast. Ties go to the older slot. Cost: O(n + k²). */

export interface Scored {
  readonly slot: number;
  readonly score: number;
}

/** Sorted while it is read, in arrays of numbers: this loop runs over every exemplar, several times a question. */
export function best(scores: Float32Array, count: number, alive: (slot: number) => boolean): Scored[] {
  const slots = new Int32Array(count);
  const values = new Float32Array(count);
  let size = 0;
  let bar = 0;
  for (let slot = 0; slot < scores.length; slot++) {
    if (scores[slot] <= bar || !alive(slot)) continue;
    const score = scores[slot];
    let at = size < count ? size++ : count - 1;
    for (; at > 0 && values[at - 1] < score; at--) {
      values[at] = values[at - 1];
      slots[at] = slots[at - 1];
    }
    values[at] = score;
    slots[at] = slot;
    if (size === count) bar = values[count - 1];
  }
  return Array.from({ length: size }, (_, i) => ({ slot: slots[i], score: values[i] }));
}

/** Softmax votes of the neighbours for what they belong to; the shares sum to 1. */
export function votes(
  neighbours: readonly Scored[],
  temperature: number,
  ownerOf: (slot: number) => number,
): Map<number, number> {
  const shares = new Map<number, number>();
  if (neighbours.length === 0) return shares;
  let total = 0;
  for (const { slot, score } of neighbours) {
    const weight = Math.exp((score - neighbours[0].score) / temperature);
    total += weight;
    shares.set(ownerOf(slot), (shares.get(ownerOf(slot)) ?? 0) + weight);
  }
  for (const [owner, weight] of shares) shares.set(owner, weight / total);
  return shares;
}
