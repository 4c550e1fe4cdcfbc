/** From the core of a question to a message: greetings, stories, thanks, abbreviations, misspelt words, loud letters. */
import type { SeededRandom } from '@understudy/engine';
import { type Customer, pick } from './customers.ts';
import { expand, type Slots } from './grammar.ts';

const NAMES = ['Anna', 'Ravi', 'Joao', 'Mei', 'Olu', 'Tom', 'Selin', 'Kasia', 'Pierre', 'Nia'];
const MONTHS = ['January', 'February', 'March', 'May', 'June', 'September', 'October', 'December'];
const APPS = ['the crm', 'our calendar', 'the shop', 'the chat tool', 'our accounting tool', 'the help desk'];

export const SLOTS: Slots = {
  name: (random) => pick(NAMES, random),
  month: (random) => pick(MONTHS, random),
  app: (random) => pick(APPS, random),
  idp: (random) => pick(['our identity provider', 'the company login', 'our directory'], random),
  file: (random) =>
    pick(
      ['contacts.csv', 'customers_2024.xlsx', 'export-final.csv', 'members.csv', 'the spreadsheet'],
      random,
    ),
  email: (random) =>
    `${pick(['finance', 'accounts', 'office', 'billing'], random)}@${pick(['acme', 'northwind', 'globex'], random)}.example`,
  invoice: (random) => `INV-${20_000 + random.integer(9_000)}`,
  amount: (random) => `$${9 + random.integer(900)}`,
  n: (random) => String(2 + random.integer(30)),
};

const GREETINGS = [
  'Hi',
  'Hello',
  'Hey there',
  'Good morning',
  'Dear support team',
  'Hi Orchard team',
  'hello everybody',
];
const STORIES = [
  'We have been using Orchard for {two years|some months|a week}{ and like it a lot|, mostly happy|}.',
  '{I am new here|I just took this over from <name>}{ and still learning|}.',
  '{My boss|<name>|A colleague} {asked me to look into this|needs it today|is waiting for me}.',
  '{I already looked in|Searched} the help{ pages|} {but found nothing|without luck|and got more confused}.',
  'I tried {another browser|it twice|with a colleague|to restart} already.',
  '{We have a deadline|The audit is|Our meeting is} {tomorrow|on friday|in an hour}.',
  'This {worked fine|was no problem} {last week|before <month>|until yesterday}.',
  'Not sure {whether this is the right place to ask|if it is only me}.',
];
const THANKS = [
  'Thanks',
  'thank you in advance!',
  'Best, <name>',
  'Many thanks and kind regards, <name>',
  'thx',
  'Please help!',
  'Cheers',
];
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\bplease\b/giu, 'pls'],
  [/\byou\b/giu, 'u'],
  [/\bpassword\b/giu, 'pw'],
  [/\binvoice\b/giu, 'inv'],
  [/\bdocument\b/giu, 'doc'],
  [/\bnotifications\b/giu, 'notifs'],
  [/\bbecause\b/giu, 'bc'],
];
const SHORTENS = 0.1;
const SHOUTS = 0.02;

export function writeMessage(template: string, { style }: Customer, random: SeededRandom): string {
  const say = (text: string) => expand(text, random, SLOTS);
  const core = misspell(say(template).replace(/\s+/gu, ' ').trim(), style.misspells, random);
  const parts = [
    ...(random.next() < style.greets ? [`${say(pick(GREETINGS, random))},`] : []),
    ...(random.next() < style.tells ? [say(pick(STORIES, random))] : []),
    punctuate(core, random),
    ...(random.next() < style.tells / 3 ? [say(pick(STORIES, random))] : []),
    ...(random.next() < style.thanks ? [say(pick(THANKS, random))] : []),
  ];
  const text = parts.join(' ');
  const shortened =
    random.next() < SHORTENS ? SHORT.reduce((left, [long, short]) => left.replace(long, short), text) : text;
  return random.next() < SHOUTS ? shortened.toUpperCase() : shortened;
}

function punctuate(core: string, random: SeededRandom): string {
  const sentence = random.next() < 0.5 ? core.charAt(0).toUpperCase() + core.slice(1) : core;
  return sentence + pick(['', '.', '?', '??', '...', '!'], random);
}

/** Two letters swapped, one left out, or one doubled; words of four letters and more. */
function misspell(text: string, share: number, random: SeededRandom): string {
  return text.replace(/[a-z]{4,}/gu, (word) => {
    if (random.next() >= share) return word;
    const at = 1 + random.integer(word.length - 2);
    const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    return pick(
      [before + next + here + after, before + next + after, before + here + here + next + after],
      random,
    );
  });
}
