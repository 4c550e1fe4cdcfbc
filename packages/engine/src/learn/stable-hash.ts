/**
 * A pure 103-bit text hash for ids made from content: same text, same id, on every machine and in every run.
 *
 * Four independent 32-bit lanes (multiply and xor, with the finaliser of MurmurHash3), written in base 36 and
 * cut to 20 characters. Not cryptographic: do not use it where somebody gains from a collision. Cost O(length).
 *
 * @example stableHash('compact folders') === stableHash('compact folders') // 20 characters of [0-9a-z]
 */
const SEEDS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;
const MULTIPLIERS = [0x01000193, 0xcc9e2d51, 0x1b873593, 0x2545f491] as const;

/** Spreads every bit of a 32-bit number over all of them. */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32-bit hash of a text: a lane of `stableHash`. */
export function hash32(text: string, lane = 0): number {
  const multiplier = MULTIPLIERS[lane & 3] ?? MULTIPLIERS[0];
  let h: number = SEEDS[lane & 3] ?? SEEDS[0];
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), multiplier);
    h ^= h >>> 15;
  }
  return mix32(h ^ text.length);
}

export function stableHash(text: string): string {
  return [0, 1, 2, 3].map((lane) => hash32(text, lane).toString(36).padStart(7, '0').slice(-5)).join('');
}
