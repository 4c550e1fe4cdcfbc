/**
 * What would tell one customer's affairs to another: personal data, and answers about one case.
 *
 * Blocked: what redaction would still take out, of text, title, steps, slots, link parameters and file names, also
 * where it is spelt to get past (`ann (at) example dot com`, `%40`, invisible characters); birthdays, and numbers of
 * identity papers. Doubted: names after a salutation or a title, postal addresses, names of companies, references of one
 * order or account, and "I have refunded your payment": true for one customer only; what tells of other people; a name or a
 * number that is added to a known answer. The question is shown to reviewers only; there, too, what redaction missed is
 * doubted. Addresses at the team's own hosts are the team's.
 *
 * Limits: knows shapes, not people; in the middle of a sentence a name is seen by a list of given names.
 * Cost: eight redactions.
 *
 * @example personalData({ …, answer: { …, text: 'Dear Mr. Keller, open Settings' } }, known).verdict // 'doubt'
 */
import { type Check, type CheckedLesson, type Known, WAITS } from './checked-lesson.ts';
import { clausesOf, lettersOf, wordsIn } from './claims.ts';
import { block, doubt, findingOf, type Objection } from './finding.ts';
import { visible } from './fold.ts';
import { GIVEN_NAMES } from './given-names.ts';
import { ownerOf } from './hosts.ts';
import { OTHER_PEOPLE } from './other-people.ts';
import { type Shape, SHAPES } from './personal-shapes.ts';

const AT =
  /\s?[([{<]\s?(?:at|ät|arroba|chiocciola|arobase|apenstaartje|@)\s?[)\]}>]\s?|\s(?:at|arroba|chiocciola|arobase|apenstaartje)\s(?=[\p{L}\p{N}-]{2,40}\s[([{]?\s?(?:dot|punkt|punto|punt|ponto)\s?[)\]}]?\s\p{L}{2,})/giu;
const DOT =
  /\s?[([{]\s?(?:dot|punkt|punto|point|punt|ponto|\.)\s?[)\]}]\s?|(?<=@[\p{L}\p{N}.-]{1,60})\s(?:dot|punkt|punto|point|punt|ponto)\s/giu;
/** Between groups of a card's or an account's number. */
const GROUPED = /(?<=[a-z0-9]{4})[._·/](?=[a-z0-9]{2,4}(?![a-z0-9]))/giu;
const DIGIT_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  ['zero oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].flatMap(
    (words, digit) => words.split(' ').map((word) => [word, String(digit)]),
  ),
);
const ADDRESS = /(?<![\p{L}\p{N}])[\p{L}\p{N}._+-]{1,64}@((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})/gu;
const SPELT_NUMBER =
  /\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)[ ,-]{1,2}){6,}\w+\b/giu;

/** Words of a known answer, below which another one holds all of it by chance. */
const MIN_KNOWN = 6;
/** Small words of a language in which every noun has a capital. */
const GERMAN =
  /(?<!\p{L})(?:der|das|und|nicht|ist|eine?[nrms]?|wir|ihre?[nrms]?|sie|im|zu|auf|für|mit)(?!\p{L})/giu;

const GIVEN_NAME = new RegExp(`(?<!\\p{L})(?:${GIVEN_NAMES})(?!\\p{L})`, 'u');

export const personalData: Check = (lesson, known) => {
  const texts = shownTexts(lesson);
  const left = texts.flatMap((text) =>
    unredacted(text, known).map((quote) => block('Redaction is not through with it.', quote)),
  );
  const titled = namesInTitle(lesson);
  const asked = unredacted(lesson.question, known).map((quote) =>
    doubt('The question holds personal data.', quote),
  );
  const { answer } = lesson;
  const shaped = (answer === null ? [] : texts).flatMap((text) => shapes(text, SHAPES));
  // Not in the title, a customer's subject as a rule: who asks tells of oneself.
  const others = answer === null ? [] : [answer.text, ...answer.steps];
  const told = others.flatMap((text) => shapes(text, OTHER_PEOPLE));
  return findingOf(
    'personal-data',
    [...left, ...shaped, ...told, ...added(lesson, known), ...titled, ...asked],
    'It tells nothing of one person.',
  );
};

function shownTexts({ answer, attachments, context, slots }: CheckedLesson): readonly string[] {
  const words = answer === null ? [] : [answer.title, answer.text, ...answer.steps, ...answer.links];
  return [...words, ...attachments.map(spaced), ...slots, ...context];
}

/** `scan_jonas.weidner@mail.example_passport.pdf`: underscores would hide where a value begins. */
const spaced = (name: string): string => name.replace(/[_+]/gu, ' ');

/** What redaction takes out of the text, as it is or as it is meant. */
function unredacted(given: string, { redact, hosts }: Known): readonly string[] {
  const text = withoutTeam(given, hosts);
  const spelt = unspelt(decoded(visible(text)));
  const meant = [text, decoded(text), spelt, spelt.replace(GROUPED, ' ')];
  return [...new Set(meant)].flatMap((spelling) => {
    const redacted = redact(spelling);
    return redacted === spelling ? [] : [firstDifference(redacted)];
  });
}

/** The address that the team writes from is nobody's own; articles name it. */
function withoutTeam(text: string, hosts: ReadonlySet<string>): string {
  const owners = new Set([...hosts].map(ownerOf));
  return text.replace(ADDRESS, (address, host: string) =>
    owners.has(ownerOf(host.toLowerCase())) ? '' : address,
  );
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/giu, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

function unspelt(text: string): string {
  return text
    .replace(AT, '@')
    .replace(DOT, '.')
    .replace(
      SPELT_NUMBER,
      (words) =>
        `phone: ${words.replace(/[a-z]+/giu, (word) => DIGIT_WORDS[word.toLowerCase()] ?? '').replace(/\D/gu, '')} `,
    );
}

/** Never the value itself: the words around it, with its placeholder. */
function firstDifference(redacted: string): string {
  const at = redacted.search(/\[(?:secret|email|iban|card|ip|phone)(?:-\d+)?\]/u);
  return redacted.slice(Math.max(0, at - 40), at + 60);
}

/** A subject is where people speak of each other by the first name. */
function namesInTitle({ answer }: CheckedLesson): Objection[] {
  const match = GIVEN_NAME.exec(answer?.title ?? '');
  return match === null ? [] : [doubt('Its title names a person.', match[0])];
}

/** All of a known answer, and a name or a number added to it: what was added is one customer's, as a rule. */
function added({ answer }: CheckedLesson, { nearest }: Known): Objection[] {
  if (answer === null) return [];
  const clauses = clausesOf(answer.text);
  const said = clauses.map(lettersOf);
  return nearest.flatMap(({ resolution }) => {
    const known = clausesOf(resolution.text).map(lettersOf);
    const isWhole =
      known.join(' ').split(' ').length >= MIN_KNOWN && known.every((each) => said.includes(each));
    if (!isWhole || WAITS.has(resolution.stage)) return [];
    const own = new Set(known.join(' ').split(' '));
    return clauses
      .filter((clause) => !known.includes(lettersOf(clause)))
      .filter((clause) => marksOf(clause).some((mark) => !own.has(mark.toLowerCase())))
      .map((clause) => doubt('It adds a name or a number to a known answer.', clause, resolution.id));
  });
}

/** Numbers, and words with a capital that do not begin the clause. */
function marksOf(clause: string): readonly string[] {
  const isGerman = (clause.match(GERMAN)?.length ?? 0) > 1;
  const names = isGerman
    ? []
    : wordsIn(clause)
        .slice(1)
        .filter((word) => /^\p{Lu}\p{L}/u.test(word));
  return [...names, ...(clause.match(/\d+/gu) ?? [])];
}

function shapes(text: string, found: readonly Shape[]): Objection[] {
  return found.flatMap(({ why, verdict, pattern }) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    return [verdict === 'block' ? block(why, match[0]) : doubt(why, match[0])];
  });
}
