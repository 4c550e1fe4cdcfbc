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
import eld from 'eld/small';
import { words } from './tokenise.ts';

const FEWEST_WORDS = 4;
const FEWEST_LETTERS = 16;
const LONGEST_TEXT = 2_000;

export function detectLanguage(text: string): string | null {
  const plain = text.slice(0, LONGEST_TEXT).replace(/\[[a-z]+(?:-\d+)?\]|https?:\/\/\S+/g, ' ');
  const found = words(plain).filter((word) => /\p{L}/u.test(word));
  const letters = found.reduce((sum, word) => sum + word.length, 0);
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(plain);
  if (!unspaced && (found.length < FEWEST_WORDS || letters < FEWEST_LETTERS)) return null;
  const result = eld.detect(plain);
  return result.isReliable() && result.language !== '' ? result.language : null;
}
