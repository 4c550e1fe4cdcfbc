/** The k best slots of a score list, and the votes that they cast. Ties go to the older slot. Cost: O(n + k²). */

export interface Scored {
  readonly slot: number;
  readonly score: number;
}

/**
 * Sorted while it is read, in arrays of numbers: this loop runs over every exemplar, several times a question. Floats
 * above zero stand in the order of their bits and all others below, so that it compares integers.
 */
export function best(scores: Float32Array, count: number, alive: (slot: number) => boolean): Scored[] {
  const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length);
  const slots = new Int32Array(count);
  const values = new Int32Array(count);
  let size = 0;
  let bar = 0;
  for (let slot = nextAbove(bar, bits, 0); slot < bits.length; slot = nextAbove(bar, bits, slot + 1)) {
    if (!alive(slot)) continue;
    const value = bits[slot];
    let at = size < count ? size++ : count - 1;
    for (; at > 0 && values[at - 1] < value; at--) {
      values[at] = values[at - 1];
      slots[at] = slots[at - 1];
    }
    values[at] = value;
    slots[at] = slot;
    if (size === count) bar = values[count - 1];
  }
  return Array.from({ length: size }, (_, i) => ({ slot: slots[i], score: scores[slots[i]] }));
}

/** The next slot above the bar, or the length of the list; eight are looked at together, since few are above it. */
function nextAbove(bar: number, bits: Int32Array, from: number): number {
  let at = from;
  for (; at + 8 <= bits.length; at += 8) {
    if (bits[at] > bar || bits[at + 1] > bar || bits[at + 2] > bar || bits[at + 3] > bar) break;
    if (bits[at + 4] > bar || bits[at + 5] > bar || bits[at + 6] > bar || bits[at + 7] > bar) break;
  }
  while (at < bits.length && bits[at] <= bar) at++;
  return at;
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
