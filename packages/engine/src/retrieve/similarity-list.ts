/** The k best slots of a score list, and the votes that they cast. Ties go to the older slot. Cost: O(n + k²). */

export interface Scored {
  readonly slot: number;
  readonly score: number;
}

export function best(scores: Float32Array, count: number, alive: (slot: number) => boolean): Scored[] {
  const top: Scored[] = [];
  let bar = 0;
  for (let slot = 0; slot < scores.length; slot++) {
    const score = scores[slot];
    if (score <= bar || !alive(slot)) continue;
    let at = top.length;
    while (at > 0 && top[at - 1].score < score) at--;
    top.splice(at, 0, { slot, score });
    if (top.length > count) top.pop();
    if (top.length === count) bar = top[count - 1].score;
  }
  return top;
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
