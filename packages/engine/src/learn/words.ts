/**
 * How much a text says: words, and the one normal form under which two texts are the same.
 *
 * Scripts without spaces (Chinese, Japanese, Thai) count two characters as a word. Cost O(length).
 *
 * @example countWords('Open Settings, then Billing') // 4
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,2}|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;

export function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}

export function countWords(text: string): number {
  return wordsOf(text).length;
}

/** Lower-case words, one space between them. */
export function plainForm(text: string): string {
  return wordsOf(text).join(' ');
}

/** Sentences and lines; full stops inside links, versions and file names do not cut. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[.!?…。！？])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
