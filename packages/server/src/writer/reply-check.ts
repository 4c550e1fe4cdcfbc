/**
 * Whether a reply says only what its resolution says.
 *
 * Three nets. Links, addresses and invisible characters must stand in the resolution, letter by letter. Amounts (any
 * number with its currency, per cent sign or next word: money, shares, dates, durations, versions; numbered steps; number
 * words) must stand there in the same order: leaving some out is allowed, so a number that was added or changed is always
 * found. Every longer sentence must be made mostly of the resolution's words.
 *
 * It cannot see a negation that was dropped between known words, so a writer that rephrases needs a stronger check
 * beside it. Pure, O(text).
 *
 * @example checkReply({ text: 'Wait 3 days.', citations: [] }, { ...resolution, text: 'Wait 2 days.' }).unsupported // ['3 days']
 */
import type { Resolution } from '@understudy/engine';
import type { WrittenReply } from './reply-writer.ts';
import { webAddress } from './web-address.ts';

const LINK =
  /\]\([^)\s]+|\b[a-z][a-z0-9+.-]{1,20}:(?:\/\/)?[^\s)\]}>"”]+|(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#][^\s)\]}>"”]*)?/giu;
/** Joiners shape letters and emoji; all other characters without a form of their own only hide something. */
const INVISIBLE = /(?![\u200c\u200d])\p{Cf}/u;
const SIGN = '[%‰°\\p{Sc}]';
/** Small ones are left out where they are other words too: “one”, “once”, “sei”. */
const NUMBER_WORDS = `two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety
  hundred thousand million half double twice zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig fünfzig
  hundert tausend deux trois quatre cinq sept huit neuf dix douze quinze vingt trente cinquante mille dos tres cuatro cinco
  siete ocho nueve diez doce quince veinte treinta cien tre quattro cinque sette otto dieci dodici venti trenta cento dois
  duas três quatro oito nove dez doze vinte trinta cem twee drie vier vijf zes zeven negen tien twaalf twintig dertig honderd`;
const AMOUNT = new RegExp(
  [
    // A numbered step and its first word.
    '(?<=^|\\n)[^\\S\\n]*(?<step>\\p{N}+)[.)][^\\S\\n]+(?<first>[\\p{L}\\p{M}]+)',
    // A number with the sign before it, and the sign or the word after it.
    `(?:(?<sign>\\p{Sc}) ?)?(?<number>[+−-]?\\p{N}+(?:[.,:/'-]?\\p{N}+)*) ?(?<unit>${SIGN}|[\\p{L}\\p{M}]+)?`,
    `(?<![\\p{L}\\p{M}])(?<word>${NUMBER_WORDS.split(/\s+/).join('|')})(?![\\p{L}\\p{M}]) ?(?<what>[\\p{L}\\p{M}]+)?`,
  ].join('|'),
  'gu',
);
const SENTENCE = /[^.!?\n]+/gu;
const WORD = /[\p{L}\p{N}]{4,}/gu;
const MIN_SHARE_KNOWN = 0.6;
/** Shorter sentences are courtesy ("Thanks for writing!") and carry no instruction. */
const MIN_WORDS = 4;

export interface ReplyVerdict {
  readonly ok: boolean;
  /** Facts or sentences that the resolution does not hold. */
  readonly unsupported: readonly string[];
}

type Approved = Pick<Resolution, 'text' | 'links' | 'sources'>;

export function checkReply(reply: WrittenReply, resolution: Approved): ReplyVerdict {
  const [said, known] = [plain(reply.text), plain(resolution.text)];
  const unsupported = [
    ...unknownLinks(said, known, resolution),
    ...unknownCitations(reply, resolution),
    ...(INVISIBLE.test(reply.text) && !INVISIBLE.test(resolution.text) ? ['invisible characters'] : []),
    ...unknownAmounts(said, known),
    ...unknownSentences(said, known),
  ];
  return { ok: unsupported.length === 0, unsupported };
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function unknownLinks(said: string, known: string, { links }: Approved): string[] {
  const approved = new Set([...linksOf(known), ...links.map(plain)]);
  return linksOf(said).filter((link) => !approved.has(link));
}

function linksOf(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(/^\]\(/u, '').replace(/[.,:;!?)*_'’]+$/u, ''));
}

/** Below the reply stand only the resolution's own links and sources. */
function unknownCitations({ citations }: WrittenReply, { text, links, sources }: Approved): string[] {
  const approved = [...links, ...sources.flatMap(({ url }) => url ?? []), ...linksOf(text)];
  const addresses = new Set(approved.map((link) => webAddress(link)?.href));
  return citations.flatMap(({ url }) => {
    const isKnown = url === null || addresses.has(webAddress(url)?.href);
    return isKnown ? [] : [url];
  });
}

/** Those of the reply that cannot be found in the resolution, one after the other. */
function unknownAmounts(said: string, known: string): string[] {
  const approved = amountsOf(known);
  let from = 0;
  return amountsOf(said).filter((amount) => {
    const found = approved.indexOf(amount, from);
    if (found >= 0) from = found + 1;
    return found < 0;
  });
}

function amountsOf(text: string): string[] {
  return [...text.replace(LINK, ' ').matchAll(AMOUNT)].map(({ groups = {} }) => {
    const { step, first, sign = '', number = '', unit = '', word, what = '' } = groups;
    if (step !== undefined) return `${step}. ${first ?? ''}`;
    return word === undefined ? `${sign}${number} ${unit}`.trim() : `${word} ${what}`.trim();
  });
}

function unknownSentences(said: string, known: string): string[] {
  const words = new Set(known.match(WORD));
  return (said.match(SENTENCE) ?? []).flatMap((sentence) => {
    const own = sentence.match(WORD) ?? [];
    const share = own.filter((word) => words.has(word)).length / own.length;
    return own.length >= MIN_WORDS && share < MIN_SHARE_KNOWN ? [sentence.trim()] : [];
  });
}
