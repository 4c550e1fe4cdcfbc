/**
 * Language of a customer's text as an ISO 639-1 code, or null where it cannot be told: the page's or the workspace's
 * language holds then.
 *
 * Abstains on short texts and where the detector calls itself unreliable. Placeholders such as `[email]`
 * and links do not count.
 *
 *     detectLanguage('Wo bleibt meine Bestellung? Ich warte seit zwei Wochen.')        // 'de'
 *
 * Source: `eld` (Apache-2.0), its small n-gram table, compiled in: no file is read.
 */
import { eld } from 'eld/small';
import { words } from './tokenise.ts';

const FEWEST_WORDS = 5;
const FEWEST_LETTERS = 16;
/** Below this many words the detector guesses on names and addresses: it must then be sure, and clearly so. */
const PLENTY_OF_WORDS = 10;
const SURE_SCORE = 0.65;
const CLEAR_MARGIN = 0.06;
const LONGEST_TEXT = 2_000;
/** A letter that is not Latin: few languages share its script. */
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;

export function detectLanguage(text: string): string | null {
  const plain = text
    .slice(0, LONGEST_TEXT)
    .replace(/\[[a-z]+(?:-\d+)?\]|https?:\/\/\S+|\S{1,64}@\S{1,255}/g, ' ');
  const found = words(plain).filter((word) => /\p{L}/u.test(word) && !/\p{N}/u.test(word));
  const letters = found.reduce((sum, word) => sum + word.length, 0);
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(plain);
  if (!unspaced && (found.length < FEWEST_WORDS || letters < FEWEST_LETTERS)) return null;
  const result = eld.detect(plain);
  if (result.language === '' || !result.isReliable()) return null;
  const clear =
    OTHER_SCRIPT.test(plain) || found.length >= PLENTY_OF_WORDS || isClear(Object.values(result.getScores()));
  return clear ? result.language : null;
}

function isClear(scores: readonly number[]): boolean {
  const [first = 0, second = 0] = scores.toSorted((a, b) => b - a);
  return first >= SURE_SCORE && first - second >= CLEAR_MARGIN;
}
