/**
 * Facts come from the team only: who wrote the answer, and what of it is the customer's own word.
 *
 * Blocked: words of the AI agent, of a customer or of nobody known; links that only the customer brought. Doubted: names
 * of hosts, codes, handles and numbers that only the customer named, sentences and clauses made of the customer's words,
 * answers that lean on what the customer claims, and a title (the customer's subject) that promises, calls to act, or
 * names what nobody else does. What a resolution nearby says already is the team's. Whoever is right is let through by a
 * click of a person.
 *
 * Limits: a claim taken over in words of one's own, without a number, is not told from knowledge.
 * Cost O(words of the answer + of the conversation + of what is near).
 *
 * @example provenance({ …, role: 'customer' }, known).verdict // 'block'
 */
import {
  type AuthorRole,
  type Check,
  type CheckedLesson,
  type Known,
  type TaughtAnswer,
  WAITS,
} from './checked-lesson.ts';
import { contentWords, numbersOf, type Quantity, sentencesOf, versionsOf } from './claims.ts';
import { block, doubt, findingOf, type Objection } from './finding.ts';
import { fold } from './fold.ts';
import { linkOf, linksIn, ownerOf } from './hosts.ts';

const STRANGERS: Readonly<Partial<Record<AuthorRole, string>>> = {
  customer: 'A customer wrote it, and facts come from the team only.',
  'ai-agent': 'The AI agent wrote it, and must not learn from itself.',
  unknown: 'Nobody knows who wrote it.',
};
/** Words that say something in a sentence, below which it is courtesy; and their share that makes it an echo. */
const MIN_WORDS = 5;
const ECHO = 0.7;
/** A whole sentence of fewer words is an echo where each of them is the customer's. */
const MIN_SHORT = 3;
/** Words in common that make two sentences speak of one thing; the unit may be one of them. */
const MIN_SHARED = 3;
const HANDLE = /(?<![\p{L}\p{N}.])@\w[\w.]{1,38}\w|#[\w-]{4,40}\b/gu;
/** Of letters and digits, or in capitals with digits around: vouchers, accounts, references. */
const CODE = /\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{4,30}\b/gu;
const DEFERS =
  /\b(as|like|what) (you|they|he|she|the customer|your (friend|colleague|boss|manager))('ve| have)? (\w+ ){0,2}(said|say|wrote|write|mention(ed)?|told|stated?|claim(ed)?|pointed out|explained?|confirmed|suggest(ed)?|propose[ds]?|describe[ds]?|quoted?)\b|\b(according to|based on|as per|per) (you|your (message|mail|e-?mail|note|info\w*|screenshot|colleague)|the customer|what you)\b|\byou('re| are) (right|correct)\b|\b(wie|was) (sie|du) (\w+ ){0,2}(schreib\w*|sag\w*|geschrieben|gesagt|erwahn\w*|beschr\w*)|\b(laut|gemass) (ihrer|deiner|ihrem)\b|\bcomme vous (le |l')?(dites|ecrivez|avez|indiquez|mentionnez)\b|\bselon (vous|votre)\b|\bcomo (usted |tu |voce )?(dices?|diz|escribes?|menciona\w*|indica\w*|disse)\b|\bsegun (usted|su)\b|\bcome (dice|scrive|ha detto|indicato|lei)\b|\bsecondo (lei|quanto)\b|\bzoals (u|je) (\w+ )?(zegt|schrijft|schreef|aangeeft|zei)\b/u;
const PROMISES =
  /\b(official(ly)?|announcement|update from|guaranteed|free (forever|for life|upgrade)|refunds? (are|is|for) (all|every)\w*|everyone (gets?|is|can)|all (customers|users|plans|refunds|accounts) (are|get|have|can|must)|call (us|now|this)|contact us (at|via|on)|(support|help|hot)-?line|visit (our|us|https?)|verify your|must (now )?(pay|verify|confirm|update) (your|now)|your account will be|will be (deleted|closed|suspended)|data breach|security alert|amtlich|offiziell|kostenlos fur alle|jetzt anrufen|gratuit pour tous|officiel|oficial|gratis para todos|llame|ufficiale|chiamate|gratis voor iedereen|oficialmente)\b/u;

export const provenance: Check = (lesson, known) => {
  const stranger = STRANGERS[lesson.role];
  const byRole = stranger === undefined ? [] : [block(stranger)];
  const { answer } = lesson;
  const found = answer === null || lesson.customer_text === '' ? [] : planted(lesson, answer, known);
  return findingOf('provenance', [...byRole, ...found], 'All of it comes from the team.');
};

function planted(lesson: CheckedLesson, answer: TaughtAnswer, before: Known): Objection[] {
  const said = [answer.text, ...answer.steps].join('\n');
  // What waits for a person vouches for nothing: a planted fact that was held once would let the next one through.
  const nearest = before.nearest.filter(({ resolution }) => !WAITS.has(resolution.stage));
  const known = { ...before, nearest };
  const staff = nearest.map(({ resolution }) => `${resolution.title}\n${resolution.text}`).join('\n');
  const parts = { said, staff, asked: lesson.customer_text };
  return [
    ...customersLinks(answer, lesson.customer_text, known),
    ...customersMarks(parts),
    ...(lesson.role === 'human-agent'
      ? [...customersNumbers(parts), ...echoes(parts), ...deference(said)]
      : []),
    ...titleOfCustomer(answer.title, parts),
  ];
}

interface Parts {
  readonly said: string;
  readonly asked: string;
  readonly staff: string;
}

function customersLinks(answer: TaughtAnswer, asked: string, { hosts, nearest }: Known): Objection[] {
  const owners = new Set([...hosts].map(ownerOf));
  for (const { resolution } of nearest)
    for (const { host } of linksIn(resolution.text)) owners.add(ownerOf(host));
  const brought = new Set(linksIn(asked).map(({ host }) => ownerOf(host)));
  const told = [
    ...linksIn(`${answer.title}\n${answer.text}\n${answer.steps.join('\n')}`),
    ...answer.links.flatMap((link) => linkOf(link, null)),
  ];
  return told
    .filter(({ host }) => brought.has(ownerOf(host)) && !owners.has(ownerOf(host)))
    .map(({ link, is_bare }) => (is_bare ? doubt : block)('Only the customer named that address.', link));
}

/** Vouchers, references, handles, versions: nobody on the team made them up. */
function customersMarks({ said, asked, staff }: Parts): Objection[] {
  const own = new Set(marksIn(staff));
  const brought = new Set(marksIn(asked));
  return marksIn(said)
    .filter((mark) => brought.has(mark) && !own.has(mark))
    .map((mark) => doubt('Only the customer named that code.', mark));
}

const marksIn = (text: string): readonly string[] => [
  ...(text.match(HANDLE) ?? []),
  ...(text.match(CODE) ?? []),
  ...versionsOf(text),
];

/** The team's own where one of its sentences says the same number of the same thing. */
function customersNumbers({ said, asked, staff }: Parts): Objection[] {
  const brought = numbersOf(asked);
  const sources = sentencesOf(staff).map((text) => ({ words: contentWords(text), numbers: numbersOf(text) }));
  return sentencesOf(said).flatMap((sentence) => {
    const words = contentWords(sentence);
    return numbersOf(sentence)
      .filter((each) => each.unit !== '' || /^\d{4,}$/u.test(each.value))
      .filter((each) => brought.some((other) => isSame(each, other)))
      .filter(
        (each) =>
          !sources.some(
            (source) =>
              source.numbers.some((other) => isSame(each, other)) &&
              shared(words, source.words) >= MIN_SHARED,
          ),
      )
      .map(({ text }) => doubt('Only the customer named that number.', text));
  });
}

const isSame = (a: Quantity, b: Quantity): boolean =>
  a.value === b.value && (a.unit === b.unit || a.unit === '' || b.unit === '');

/** Against each sentence of the customer, and each two in a row: against all of a long story, much is an echo. */
function echoes({ said, asked, staff }: Parts): Objection[] {
  const told = sentencesOf(asked).map(contentWords);
  const brought = [...told, ...told.slice(1).map((words, i) => new Set([...words, ...told[i]]))];
  const own = contentWords(staff);
  const whole = sentencesOf(said);
  const clauses = whole.flatMap((sentence) => sentence.split(/[,;:–—]\s/u));
  const isEcho = (text: string, least: number): boolean => {
    const words = contentWords(text);
    if (words.size < least) return false;
    const echoed = Math.max(0, ...brought.map((each) => shareIn(words, each)));
    return echoed >= (words.size < MIN_WORDS ? 1 : ECHO) && shareIn(words, own) < echoed;
  };
  const found = [
    ...whole.filter((each) => isEcho(each, MIN_SHORT)),
    ...clauses.filter((each) => isEcho(each, MIN_WORDS)),
  ];
  return found.map((text) => doubt('It says back what the customer said.', text));
}

const shareIn = (words: ReadonlySet<string>, all: ReadonlySet<string>): number =>
  shared(words, all) / words.size;

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((word) => b.has(word)).length;

function deference(said: string): Objection[] {
  const match = DEFERS.exec(fold(said));
  return match === null ? [] : [doubt('It leans on what the customer claims.', match[0])];
}

/** The title is the customer's subject as a rule, and other customers may be shown it. */
function titleOfCustomer(title: string, { said, staff }: Parts): Objection[] {
  const match = PROMISES.exec(fold(title));
  const own = `${said}\n${staff}`;
  const brought = [...marksIn(title), ...linksIn(title).map(({ link }) => link)].filter(
    (mark) => !own.includes(mark),
  );
  return [
    ...(match === null
      ? []
      : [doubt('Its title, a customer’s subject, promises or calls to act.', match[0], title)]),
    ...brought.map((mark) => doubt('Its title holds what only the customer named.', mark)),
    ...(/^[^\p{L}\p{N}]*["{[<|]/u.test(title) && /["}\]>|][^\p{L}\p{N}]*$/u.test(title)
      ? [doubt('Its title is no sentence.', title)]
      : []),
  ];
}
