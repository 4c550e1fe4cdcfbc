/**
 * Text that wants to steer a machine, or to make a page act: control phrases, markup, calls of tools, blobs.
 *
 * In what would be said it is blocked. In the customer's question, which is never shown to others, it is doubted: the
 * answer may be right all the same, and a person sees whom it was given to. Limits: known wordings; what is said in
 * words of its own passes here, and meets provenance, contradiction and a person.
 *
 * Cost O(length) times the number of patterns.
 *
 * @example injection({ …, question: 'Ignore all previous instructions' }, known).verdict // 'doubt'
 */
import type { Check, CheckedLesson } from './checked-lesson.ts';
import { type PhraseClass, PHRASES } from './control-phrases.ts';
import { block, doubt, findingOf, type Objection } from './finding.ts';
import { fold, plain } from './fold.ts';
import { ORDERS } from './orders.ts';

interface Form {
  readonly what: string;
  readonly verdict: 'doubt' | 'block';
  readonly pattern: RegExp;
}

const FORMS: readonly Form[] = [
  {
    what: 'holds an image that is loaded from elsewhere',
    verdict: 'block',
    pattern: /!\[[^\]]{0,300}\]\s?[([]|<img\b|background(-image)?\s?:\s?url\(/iu,
  },
  {
    what: 'holds markup that acts',
    verdict: 'block',
    pattern:
      /<\/?(script|iframe|object|embed|form|input|svg|style|link|meta|base|video|audio|body|details|marquee)\b|\bon(error|load|click|mouseover|focus|toggle)\s?=|<!--|^\s*\[[^\]\n]{1,40}\]:\s?[#<]|\bsrcdoc\s?=|\bstyle\s?=\s?["']/imu,
  },
  {
    what: 'holds a link that runs code',
    verdict: 'block',
    pattern:
      /\b(javascript|vbscript|livescript)\s?:\s?\S|\bdata:\s?[a-z]+\/[a-z+.-]+[;,]|\b(file|blob|smb|ms-\w+):\/\//iu,
  },
  {
    what: 'holds a call of a tool',
    verdict: 'block',
    pattern:
      /<\/?\w{0,20}:?(tool|function|invoke|tool_call|tool_result|tool_use|function_call|parameter)s?\b|["'](tool|function|tool_name|function_call|action)["']\s?:\s?["'{]|\b(function_call|tool_call|tool_code)\b|\bactions?\.\w+\(/iu,
  },
  {
    what: 'spells words out letter by letter',
    verdict: 'block',
    pattern: /(?<![\p{L}\p{N}])\p{L}(?: {1,3}\p{L}){7,}(?![\p{L}\p{N}])/u,
  },
  {
    what: 'speaks as the system',
    verdict: 'block',
    pattern: /^\s*(SYSTEM|ASSISTANT|DEVELOPER)\s?:/mu,
  },
  {
    what: 'holds a template or a command',
    verdict: 'doubt',
    pattern:
      /\{\{[^}]{0,200}\}\}|\{%[^%]{0,200}%\}|\$\{[^}]{1,200}\}|\b(curl|wget|powershell|rm -rf|Invoke-WebRequest)\s\S|\|\s?(ba)?sh\b/u,
  },
];
const BLOB =
  /(?<![\w/+=.-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[A-Za-z0-9+/_-]{32,}={0,2}(?![\w/])/gu;
const HEX = /(?<![\w/])(?:[0-9a-f]{48,}|(?:\\x[0-9a-f]{2}|%[0-9a-f]{2}|&#x?[0-9a-f]{2,4};){8,})/giu;
const LINK = /\bhttps?:\/\/\S+/giu;

export const injection: Check = (lesson) =>
  findingOf(
    'injection',
    [...answersOf(lesson).flatMap(objections), ...asked(lesson)],
    'Nothing in it addresses the machine.',
  );

function answersOf({ answer, attachments, context, slots }: CheckedLesson): readonly string[] {
  const words = answer === null ? [] : [answer.title, answer.text, ...answer.steps, ...answer.links];
  return [...words, ...attachments, ...slots, ...context];
}

/** Logs, code and markup are what people paste when they ask for help; orders to a machine are not. */
function asked({ question, customer_text }: CheckedLesson): readonly Objection[] {
  const orders = PHRASES.filter(({ may_ask }) => may_ask !== true);
  const texts = customer_text.includes(question) ? [customer_text] : [question, customer_text];
  return texts
    .flatMap((text) => phrases(text, orders))
    .map(({ why, evidence }) => doubt(why.replace(/^It /u, 'The customer’s text '), ...evidence));
}

function objections(text: string): Objection[] {
  return [...phrases(text, PHRASES), ...phrases(text, ORDERS), ...forms(text), ...blobs(text)];
}

function phrases(text: string, classes: readonly PhraseClass[]): Objection[] {
  const spellings = [fold(text), plain(text)];
  return classes.flatMap(({ what, verdict, patterns }) =>
    patterns.flatMap((pattern) => {
      const match = spellings.map((spelling) => pattern.exec(spelling)).find((each) => each !== null);
      return match ? [objection(verdict, `It ${what}.`, match[0])] : [];
    }),
  );
}

function forms(text: string): Objection[] {
  return FORMS.flatMap(({ what, verdict, pattern }) => {
    const match = pattern.exec(text) ?? pattern.exec(plain(text));
    return match === null
      ? []
      : [objection(verdict, `It ${what}.`, text.slice(match.index, match.index + 80))];
  });
}

function blobs(text: string): Objection[] {
  const own = text.replace(LINK, ' ');
  return [...own.matchAll(BLOB), ...own.matchAll(HEX)].map(([blob]) =>
    block('It holds encoded text that nobody can read.', blob),
  );
}

const objection = (verdict: 'doubt' | 'block', why: string, quote: string): Objection =>
  verdict === 'block' ? block(why, quote) : doubt(why, quote);
