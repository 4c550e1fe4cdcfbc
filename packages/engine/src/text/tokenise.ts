/**
 * Words and sentences.
 *
 * Words are runs of letters and digits, in lower case, with an inner apostrophe ("don't"); scripts written without
 * spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are cut by `Intl.Segmenter`. The symbols ? $ € £ % count as
 * words: they tell a question or a price. At most `MOST_WORDS` words and sentences are given.
 *
 *     words("Why doesn't it work?")        // ['why', "doesn't", 'it', 'work', '?']
 */
export const MOST_WORDS = 20_000;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)?|[?$€£%]/gu;

const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' });
const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

export function words(text: string): string[] {
  const found: string[] = [];
  const normal = text.toLowerCase().normalize('NFKC').replace(/[’`]/g, "'");
  for (const [run] of normal.matchAll(WORD)) {
    if (found.length >= MOST_WORDS) break;
    if (UNSPACED.test(run)) for (const part of wordSegmenter.segment(run)) found.push(part.segment);
    else found.push(run);
  }
  return found.slice(0, MOST_WORDS);
}

/** Trimmed, without empty ones; a line break ends a sentence. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split('\n')) {
    for (const { segment } of sentenceSegmenter.segment(line)) {
      const sentence = segment.trim();
      if (sentence !== '') found.push(sentence);
      if (found.length >= MOST_WORDS) return found;
    }
  }
  return found;
}
