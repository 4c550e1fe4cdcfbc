/**
 * Phrases that a lead can read and write, found in a customer's words: plain words, `*` inside a word for any letters,
 * `*` alone for up to three words. Never regular expressions, so no phrase can be slow.
 *
 * Cost O(phrases), and for those whose first word the text holds at most `MAX_PARTS` steps a place; anything but letters,
 * digits and `*` parts words.
 *
 * @example findPhrase(indexWords(foldWords('Please cancel my old plan')), readPhrases(['cancel * plan'])) // 'cancel * plan'
 */
import { fold, type FoldedWord } from './fold-words.ts';

const MAX_PARTS = 10;
const MAX_GAP = 3;

/** `gap`: up to `MAX_GAP` words of any kind. Else the pieces between the stars of a word. */
type Part = 'gap' | readonly string[];

export interface Phrase {
  readonly written: string;
  readonly parts: readonly Part[];
}

const known = new WeakMap<readonly string[], readonly Phrase[]>();

/** A phrase without a word in it finds nothing. The lists are long and seldom change, so each is read once. */
export function readPhrases(list: readonly string[]): readonly Phrase[] {
  const read = known.get(list) ?? list.map(readPhrase).filter(({ parts }) => parts.length > 0);
  known.set(list, read);
  return read;
}

/** The first phrase of the list that stands in the text, as it was written; null for none. */
export function findPhrase(text: IndexedWords, phrases: readonly Phrase[]): string | null {
  const found = phrases.find(({ parts }) => {
    const [first] = parts;
    return first !== undefined && startsOf(text, first).some((at) => standsAt(text.words, at, parts));
  });
  return found?.written ?? null;
}

/** The words of a text, and where each stands: nearly all phrases begin with a word that a text does not hold. */
export interface IndexedWords {
  readonly words: readonly FoldedWord[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export function indexWords(words: readonly FoldedWord[]): IndexedWords {
  const places = new Map<string, number[]>();
  words.forEach((spellings, at) => {
    for (const spelling of spellings) {
      const known = places.get(spelling);
      if (known === undefined) places.set(spelling, [at]);
      else known.push(at);
    }
  });
  return { words, places };
}

function startsOf({ places }: IndexedWords, part: Part): readonly number[] {
  if (part === 'gap') return [];
  const [only = '', ...rest] = part;
  if (rest.length === 0) return places.get(only) ?? [];
  return [...places].flatMap(([word, at]) => (fits(word, part) ? at : []));
}

function readPhrase(written: string): Phrase {
  const words = fold(written).match(/[\p{L}\p{N}*]+/gu) ?? [];
  const parts = words.slice(0, MAX_PARTS).map((word): Part => {
    return /^\*+$/.test(word) ? 'gap' : word.split(/\*+/);
  });
  const first = parts.findIndex((part) => part !== 'gap');
  const last = parts.findLastIndex((part) => part !== 'gap');
  return { written, parts: first < 0 ? [] : parts.slice(first, last + 1) };
}

function standsAt(words: readonly FoldedWord[], at: number, parts: readonly Part[]): boolean {
  let starts = [at];
  for (const part of parts) {
    starts =
      part === 'gap'
        ? widened(starts)
        : starts.filter((start) => words[start]?.some((word) => fits(word, part))).map((start) => start + 1);
    if (starts.length === 0) return false;
  }
  return true;
}

function widened(starts: readonly number[]): number[] {
  const wider = starts.flatMap((start) =>
    Array.from({ length: MAX_GAP + 1 }, (_, skipped) => start + skipped),
  );
  return [...new Set(wider)];
}

/** Whether the pieces stand in the word in this order, the first at its start and the last at its end. */
function fits(word: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return word === first;
  if (!word.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const found = word.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return word.length - last.length >= from && word.endsWith(last);
}
