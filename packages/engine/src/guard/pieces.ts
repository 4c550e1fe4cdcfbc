/** What the classifier of high stakes looks at in a text: words, pairs of neighbours, pairs with one word between them. */
import type { FoldedWord } from './fold-words.ts';

/** Words are cut to their first letters, for want of a stemmer for seven languages. */
const STEM_LENGTH = 6;

/** Each once. */
export function pieces(words: readonly FoldedWord[]): string[] {
  const stems = words.map((spellings) => (spellings.at(-1) ?? '').slice(0, STEM_LENGTH));
  const pairs = stems.slice(1).map((stem, index) => `${stems[index] ?? ''} ${stem}`);
  const wide = stems.slice(2).map((stem, index) => `${stems[index] ?? ''} _ ${stem}`);
  return [...new Set([...stems, ...pairs, ...wide])];
}
