/**
 * Pairs of texts that say nearly the same words: what a person may want to merge.
 *
 * Alike as `near-duplicates.ts` measures it. Texts with different numbers are no twins: a price or a version is often the
 * only thing in which two answers differ, and all that matters. Each text is in one pair at most, as the later one.
 * Cost: O(words) each. Limits: rare misses, as there; a negation alone is not seen.
 *
 * @example twins([{ id: 'a', text }, { id: 'b', text }])[0]   // => { earlier: 'a', later: 'b', alike: 1 }
 */
import { NearDuplicates } from './near-duplicates.ts';

export interface Twins {
  readonly earlier: string;
  readonly later: string;
  /** Shared word 3-grams over all of them. */
  readonly alike: number;
}

/** `texts` oldest first. */
export function twins(texts: readonly { readonly id: string; readonly text: string }[]): Twins[] {
  const index = new NearDuplicates();
  const numbers = new Map<string, string>();
  const pairs: Twins[] = [];
  for (const { id, text } of texts) {
    const found = index.find(text);
    numbers.set(id, numbersIn(text));
    if (found !== null && numbers.get(found.id) === numbers.get(id))
      pairs.push({ earlier: found.id, later: id, alike: found.jaccard });
    index.add(id, text);
  }
  return pairs;
}

const numbersIn = (text: string): string => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(' ');
