/**
 * Characters that hide: what a reviewer doesn't see must not be taught.
 *
 * Tags, reversed writing, zero-width characters inside words, and words of two alphabets that look like one are
 * blocked; a lone soft hyphen or byte order mark (pasted from a document), letters in disguise (bold mathematical ones)
 * and heaps of accents are doubted. Joiners belong to emoji and to Arabic, Persian and Indic words, variation selectors
 * to emoji, direction marks to texts that hold right-to-left letters: there they pass.
 *
 * Reads the texts as received. Cost O(length).
 *
 * @example unicode({ …, answer: { …, text: 'Open Set\u200btings' } }, known).verdict // 'block'
 */
import type { Check, CheckedLesson } from './checked-lesson.ts';
import { block, doubt, findingOf, type Objection } from './finding.ts';
import { looksLatin } from './fold.ts';

const MANY = 'Many invisible characters stand in it.';
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cs}]|(?![\n\t\r])\p{Cc}/gu;
/** Override and isolate marks: U+202A–202E, U+2066–2069. */
const REVERSES = /[\u202a-\u202e\u2066-\u2069]/u;
const TAG = /[\u{e0000}-\u{e007f}]/u;
/** England, Scotland, Wales: a black flag, letters in tags, the end. */
const FLAG = /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{2,6}\u{e007f}/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const JOINED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Emoji_Component}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{M}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const DISGUISED = /[\u{1d400}-\u{1d7ff}]+|[\uff21-\uff3a\uff41-\uff5a\u2460-\u24ff\u{1f130}-\u{1f189}]{3,}/gu;
const HEAP = /\p{L}\p{M}{4,}/gu;

export const unicode: Check = (lesson) =>
  findingOf(
    'unicode',
    [...taughtTexts(lesson).flatMap(objections), ...asked(lesson)],
    'Every character of it can be seen.',
  );

function taughtTexts({ answer, attachments }: CheckedLesson): readonly string[] {
  const words = answer === null ? [] : [answer.title, answer.text, ...answer.steps, ...answer.links];
  return [...words, ...attachments];
}

/** People paste what their machines write: direction marks around dates, controls in logs. Only what hides is told. */
function asked({ question }: CheckedLesson): readonly Objection[] {
  return objections(question.replace(/\p{Cc}/gu, ' '))
    .filter(({ verdict, why }) => verdict === 'block' && why !== MANY)
    .map(({ evidence }) => doubt('Characters of the question hide something.', ...evidence));
}

function objections(given: string): Objection[] {
  const text = given.replace(FLAG, '');
  return [...hidden(text), ...mixed(text), ...disguised(text)];
}

function hidden(text: string): Objection[] {
  const against: Objection[] = [];
  let found = 0;
  for (const { 0: symbol, index } of text.matchAll(HIDDEN)) {
    const before = Array.from(text.slice(Math.max(0, index - 2), index)).at(-1) ?? '';
    const after = String.fromCodePoint(text.codePointAt(index + symbol.length) ?? 32);
    if (belongs(symbol, { before, after, text })) continue;
    found += 1;
    const name = `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const shown = `${name} in “${around(text, index)}”`;
    if (TAG.test(symbol)) against.push(block('It carries invisible tag characters.', shown));
    else if (REVERSES.test(symbol)) against.push(block('It turns the direction of writing round.', shown));
    else if (/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after) && symbol !== '\u00ad')
      against.push(block('Invisible characters stand inside its words.', shown));
    else if (found >= 3) against.push(block(MANY, shown));
    else against.push(doubt('An invisible character stands in it.', shown));
  }
  return against;
}

function belongs(
  symbol: string,
  { before, after, text }: { before: string; after: string; text: string },
): boolean {
  if (symbol === '\ufe0f' || symbol === '\ufe0e') return /[\p{Emoji}\p{S}]/u.test(before);
  if (symbol === '\u200d' || symbol === '\u200c') return JOINED.test(before) && /\S/u.test(after);
  if (symbol === '\u200e' || symbol === '\u200f' || symbol === '\u061c') return RIGHT_TO_LEFT.test(text);
  return false;
}

/** Words of Latin mixed with Cyrillic or Greek, and foreign words among Latin ones that read as Latin. */
function mixed(text: string): Objection[] {
  const mostlyLatin = share(text, /\p{Script=Latin}/gu) > 0.5;
  return [...text.matchAll(WORD)].flatMap(([word]) => {
    const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
    if (!foreign) return [];
    if (/\p{Script=Latin}/u.test(word) && word.length > 2)
      return [block('A word of it mixes two alphabets.', word)];
    return mostlyLatin && word.length > 3 && looksLatin(word)
      ? [block('A word of it is written in letters that only look Latin.', word)]
      : [];
  });
}

function disguised(text: string): Objection[] {
  const letters = [...text.matchAll(DISGUISED)].map(([word]) =>
    doubt('Letters of it are in disguise.', `${word} reads as “${word.normalize('NFKC')}”`),
  );
  const heaps = [...text.normalize('NFD').matchAll(HEAP)].map(([heap]) =>
    doubt('Accents are heaped on its letters.', heap),
  );
  return [...letters, ...heaps];
}

const share = (text: string, kind: RegExp): number =>
  (text.match(kind)?.length ?? 0) / Math.max(1, text.match(/\p{L}/gu)?.length ?? 0);

/** What a person sees there. */
const around = (text: string, at: number): string =>
  text.slice(Math.max(0, at - 20), at + 20).replace(HIDDEN, '');
