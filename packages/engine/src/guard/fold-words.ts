/**
 * Words in one spelling, for comparing what customers write with lists that people keep: small letters, no accents,
 * no invisible characters, apostrophes as borders. `refuuund` is also read as `refuund` and `refund`.
 *
 * Cost O(text). Limits: the first 20,000 characters, 4,000 words.
 *
 * @example foldWords("Où est l’avocat ?") // [['ou'], ['est'], ['l'], ['avocat']]
 */
const MAX_LENGTH = 20_000;
const MAX_WORDS = 4_000;

/** All spellings of one word that count: as it stands first. */
export type FoldedWord = readonly [string, ...string[]];

export function foldWords(text: string): FoldedWord[] {
  const found = fold(text.slice(0, MAX_LENGTH)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.slice(0, MAX_WORDS).map(spellings);
}

export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

function spellings(word: string): FoldedWord {
  if (!/(\p{L})\1\1/u.test(word)) return [word];
  const drawnOut = /(\p{L})\1{2,}/gu;
  return [word, word.replace(drawnOut, '$1$1'), word.replace(drawnOut, '$1')];
}
