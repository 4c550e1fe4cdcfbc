/**
 * What is known says otherwise: yes against no, another amount, version, plan, order of steps, or a grave end of the same words.
 *
 * Compared with the nearest resolutions where both answer the same question (a likely candidate for it, or many words
 * in common), sentence by sentence: only those that speak of the same thing. Neither side is taken for right: newer
 * does not silently win, and a person decides, also where a correction is meant. Limits: at most 5 resolutions, 60
 * sentences each; a contradiction in other words is not seen.
 *
 * Cost O(sentences² × words) for each of them.
 *
 * @example contradiction({ …, answer: { …, text: 'Links hold for 60 minutes.' } }, { nearest: [… 30 minutes …] }).verdict // 'doubt'
 */
import { type Check, type NearResolution, type TaughtAnswer, WAITS } from './checked-lesson.ts';
import {
  clausesOf,
  contentWords,
  isNegative,
  lettersOf,
  numbersOf,
  overlap,
  plansOf,
  sentencesOf,
  verdictOf,
  versionsOf,
  wordsIn,
} from './claims.ts';
import { doubt, findingOf, type Objection } from './finding.ts';

const MOST_RESOLUTIONS = 5;
const MOST_SENTENCES = 60;
/** Share of the candidates that makes a resolution one for the same question. */
const LIKELY = 0.3;
/** Overlap of all words from which two texts speak of the same. */
const ALIKE = 0.5;
/** Overlap of all words from which two texts are one, but for a word here and there. */
const ONE_TEXT = 0.8;
/** Overlap of two sentences that claim something of the same thing; with fewer words in common it is chance. */
const SAME_CLAIM = 0.6;
const MIN_SHARED = 3;
/** Words of a sentence, the small ones among them, below which one other word says nothing. */
const MIN_SENTENCE = 4;
/** Shared words over all, from which two sentences are one, but for what negates them. */
const SAME_SENTENCE = 0.6;

/** Words of a part that two texts have in common to the letter; fewer are a courtesy. */
const MIN_COMMON = 4;
/** What is not undone by a click. */
const GRAVE =
  /\b(delet\w+|remov\w+|eras(e|es|ing)|wip(e|es|ing)|clos(e|es|ing) (the|your|my) account|cancel\w*|deactivat\w*|disabl\w*|(switch|turn)(es|s)? off|uninstall\w*|lösch\w*|entfern\w*|kündig\w*|deaktivier\w*|supprim\w*|désactiv\w*|effac\w*|elimin\w*|borr\w*|disattiv\w*|verwijder\w*|apag\w*|desativ\w*)/iu;

interface Sentence {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

export const contradiction: Check = ({ answer }, { nearest }) => {
  const found = answer === null ? [] : against(answer, nearest);
  return findingOf('contradiction', found, 'Nothing that is known says otherwise.');
};

function against(answer: TaughtAnswer, nearest: readonly NearResolution[]): Objection[] {
  const text = [answer.text, ...answer.steps].join('\n');
  const words = contentWords(text);
  const own = read(text);
  const rivals = nearest.slice(0, MOST_RESOLUTIONS).filter(
    ({ resolution, probability }) =>
      resolution.text !== answer.text &&
      // What waits for a person itself speaks against nothing: else one bad lesson would hold all good ones back.
      !WAITS.has(resolution.stage) &&
      (probability >= LIKELY || overlap(words, contentWords(resolution.text)) >= ALIKE),
  );
  return rivals.flatMap(({ resolution }) => {
    const theirs = read(resolution.text);
    const isOneText = overlap(words, contentWords(resolution.text)) >= ONE_TEXT;
    const claims = own
      .flatMap((mine) => theirs.map((other) => ({ mine, other })))
      .flatMap(({ mine, other }) => {
        const what =
          (speakOfTheSame(mine, other) ? differenceOf(mine, other) : null) ??
          (isOneText ? changedWord(mine.text, other.text) : null);
        return what === null ? [] : [objection(what, resolution.id, mine.text, other.text)];
      });
    return [
      ...claims,
      ...whole(text, resolution.text, resolution.id),
      ...order(own, theirs, resolution.id),
      ...ending(text, resolution.text, resolution.id),
    ];
  });
}

const read = (text: string): readonly Sentence[] =>
  sentencesOf(text)
    .slice(0, MOST_SENTENCES)
    .map((sentence) => ({ text: sentence, words: contentWords(sentence) }));

function speakOfTheSame({ words: a }: Sentence, { words: b }: Sentence): boolean {
  return (
    shared(a, b) >= MIN_SHARED &&
    overlap(a, b) >= SAME_CLAIM &&
    Math.max(a.size, b.size) <= 3 * Math.min(a.size, b.size)
  );
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((word) => b.has(word)).length;

/** What two sentences about the same thing say differently; null where nothing can be told. */
function differenceOf(a: Sentence, b: Sentence): string | null {
  const [mine, other] = [a.text, b.text];
  if (isNegative(mine) !== isNegative(other) && hardlyDiffer(a, b)) return 'the opposite';
  const amounts = numbersOf(mine).filter(({ unit }) => unit !== '');
  for (const { unit } of amounts) {
    const here = valuesOf(mine, unit);
    const there = valuesOf(other, unit);
    if (there.length > 0 && !here.some((value) => there.includes(value))) return 'another amount';
  }
  if (differ(versionsOf(mine), versionsOf(other))) return 'another version';
  return differ(plansOf(mine), plansOf(other)) ? 'another plan' : null;
}

/** A negation turns a sentence round only where the rest of it stays. */
const hardlyDiffer = ({ words: a }: Sentence, { words: b }: Sentence): boolean =>
  shared(a, b) >= SAME_SENTENCE * (a.size + b.size - shared(a, b));

const valuesOf = (text: string, unit: string): readonly string[] =>
  numbersOf(text)
    .filter((each) => each.unit === unit)
    .map(({ value }) => value);

/** The same sentence with another number, another name or a "not" in one place: few words decide what it says. */
function changedWord(mine: string, other: string): string | null {
  const [here, there] = [wordsIn(mine), wordsIn(other)];
  if (Math.min(here.length, there.length) < MIN_SENTENCE) return null;
  const [added, left] = [without(here, there), without(there, here)];
  const changed = [...added, ...left];
  if (changed.length === 0) return null;
  const isPair = added.length === left.length;
  if (isPair && changed.every((word) => /^\d/u.test(word))) return 'another amount';
  if (changed.length === 1 && isNegative(mine) !== isNegative(other)) return 'the opposite';
  const isName = (word: string, text: string) => /^\p{Lu}/u.test(word) && !text.startsWith(word);
  const [a, b] = [added[0] ?? '', left[0] ?? ''];
  return isPair && added.length === 1 && isName(a, mine) && isName(b, other) ? 'another name' : null;
}

function without(words: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const differ = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((each) => b.includes(each));

function whole(mine: string, other: string, id: string): Objection[] {
  const [here, there] = [verdictOf(mine), verdictOf(other)];
  return here !== null && there !== null && here !== there
    ? [objection('no where the other says yes', id, mine, other)]
    : [];
}

/** The same steps the other way round: of two sentences and their counterparts, each the only one, the order turned. */
function order(mine: readonly Sentence[], theirs: readonly Sentence[], id: string): Objection[] {
  const places = mine.flatMap((sentence, i) => {
    const at = theirs.flatMap((other, j) =>
      overlap(sentence.words, other.words) >= 0.8 && shared(sentence.words, other.words) >= 2 ? [j] : [],
    );
    return at.length === 1 ? [{ i, j: at[0] ?? 0 }] : [];
  });
  const turned = places.find(({ i, j }) => places.some((later) => later.i > i && later.j < j));
  return turned === undefined
    ? []
    : [
        objection(
          'the same steps in another order',
          id,
          mine[turned.i]?.text ?? '',
          theirs[turned.j]?.text ?? '',
        ),
      ];
}

/** Half of it to the letter, and instead of the rest something grave, of which the other says nothing. */
function ending(mine: string, other: string, id: string): Objection[] {
  const [here, there] = [clausesOf(mine).map(lettersOf), clausesOf(other).map(lettersOf)];
  const common = here.filter((part) => wordsIn(part).length >= MIN_COMMON && there.includes(part));
  if (2 * wordsIn(common.join(' ')).length < wordsIn(here.join(' ')).length || GRAVE.test(other)) return [];
  return here
    .filter((part) => !there.includes(part) && GRAVE.test(part))
    .map((part) => objection('nothing of so grave a step', id, part, other));
}

const objection = (what: string, id: string, mine: string, other: string): Objection =>
  doubt(`A known resolution of the same question says ${what}.`, id, mine, other);
