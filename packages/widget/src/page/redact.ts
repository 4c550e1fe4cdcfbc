/**
 * What may leave the page of its texts and addresses. Pure.
 *
 * A word stays only where it looks like a word: what holds many digits, an @, an odd mixture of cases or the like may be
 * an e-mail, a telephone, card or account number, a token or a key, and becomes `*`. Rather too much than too little.
 * Every pattern is bounded and works on text that was cut before, so the cost does not depend on what a page holds.
 */

/** Words in lower case that must not be told, because the page says so or somebody typed them. */
export type HiddenWords = ReadonlySet<string>;

/** Null, too many to compare with, stays so. */
export const union = (a: HiddenWords | null, b: HiddenWords | null): HiddenWords | null =>
  a === null || b === null ? null : new Set([...a, ...b]);

const HIDDEN = '*';
const NONE: HiddenWords = new Set();
/** Longer texts are cut before they are read. */
const MAX_READ = 1_000;
const MAX_SEGMENTS = 12;
const MAX_ROUTE_LENGTH = 200;

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]+/gu;
const E_MAIL = /[^\s@<>"'()[\],;:]{1,64}(?:@|%40)[^\s@<>"'()[\],;]{1,255}/gu;
const IBAN = /\b[A-Z]{2}\p{Nd}{2}(?:[ -]?[A-Z\p{Nd}]{1,4}){3,8}/gu;
/** Four digits and more, however they are set apart: telephone, card and customer numbers, amounts, times. */
const NUMBER = /\+?\p{Nd}(?:[\s().,:/'_-]{0,3}\p{Nd}){3,}/gu;
const SECRET_SIGN = /[@=\\]|:\/\/|%[\da-f]{2}/iu;
/** A run of letters is a word in one of these forms: `word`, `Word`, `WORD`, `twoWords`. */
const WORD_FORM = /^(?:[A-Z]?[a-z]+|[A-Z]{1,14}|[A-Z]?[a-z]{2,}[A-Z][a-z]{2,})$/u;
const HEX_WORD = /^[a-f]{8,}$/iu;

/** The text with what may be a secret replaced, on one line of at most `limit` characters. */
export function redactText(text: string, limit: number, hidden: HiddenWords = NONE): string {
  const line = cut(text, MAX_READ).normalize('NFKC').replace(INVISIBLE, ' ').trim();
  const words = line
    .replace(E_MAIL, HIDDEN)
    .replace(IBAN, HIDDEN)
    .replace(NUMBER, HIDDEN)
    .split(/\s+/u)
    .map((word) => (isPlain(word, hidden) ? word : HIDDEN));
  return cut(words.join(' ').replace(/\*(?:[\s*]*\*)+/gu, HIDDEN), limit);
}

/** `/users/ann@example.com/invoices/4711` becomes `/users/*`, then `/invoices/*`; a path in the hash counts, too. */
export function routeOf(pathname: string, hash = '', hidden: HiddenWords = NONE): string {
  const inner = /^#!?(\/[^?#]*)/u.exec(hash.slice(0, MAX_READ))?.[1] ?? '';
  const segments = `${cut(pathname, MAX_READ, '/')}/${inner}`.split('/').filter((part) => part !== '');
  const kept = segments.slice(0, MAX_SEGMENTS).map((segment) => redactSegment(segment, hidden));
  const route = `/${kept.join('/')}`;
  return route.length <= MAX_ROUTE_LENGTH ? route : cut(route, MAX_ROUTE_LENGTH, '/') || '/';
}

/** The values of the keys that are allowed. */
export function queryOf(
  search: string,
  keys: readonly string[],
  hidden: HiddenWords = NONE,
): Record<string, string> {
  const told: [string, string][] = [];
  if (keys.length === 0) return {};
  const parameters = new URLSearchParams(search.slice(0, 8 * MAX_READ));
  for (const key of keys) {
    const value = parameters.get(key);
    if (value !== null) told.push([key, wholeOrHidden(value, hidden)]);
  }
  return Object.fromEntries(told);
}

function wholeOrHidden(value: string, hidden: HiddenWords): string {
  return value.length <= 100 && redactText(value, 100, hidden) === value ? value : HIDDEN;
}

function redactSegment(segment: string, hidden: HiddenWords): string {
  const text = decoded(segment);
  if (text === null || text.length > 60) return HIDDEN;
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  const is_version = /^v\d{1,2}$/u.test(text);
  const is_word = /^[\p{L}\p{M}\p{Nd}._~-]+$/u.test(text) && /\p{L}/u.test(text) && digits <= 1;
  return is_version || (is_word && isPlain(text, hidden)) ? text : HIDDEN;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment).normalize('NFKC');
  } catch {
    return null;
  }
}

function isPlain(word: string, hidden: HiddenWords): boolean {
  if (SECRET_SIGN.test(word)) return false;
  const digits = word.match(/\p{Nd}/gu)?.length ?? 0;
  if (digits > 3 || (digits > 0 && word.length > 12)) return false;
  // The parts of a long one are looked at the more closely: a key may be cut into short ones by its own signs.
  const looked_at = word.length >= 16 ? 3 : 10;
  for (const [letters] of word.matchAll(/[A-Za-z]+/gu)) {
    if (letters.length > 30 || HEX_WORD.test(letters)) return false;
    if (letters.length >= looked_at && !WORD_FORM.test(letters)) return false;
  }
  return hidden.size === 0 || wordsOf(word).every((part) => !hidden.has(part));
}

/** The words of a text as they are compared. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .filter((word) => word.length > 1);

/** At most so many characters, never the first half of a word: half a secret looks like no secret. */
function cut(text: string, limit: number, between = ' '): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit);
  return between === ' ' ? start.replace(/\S*$/u, '').trimEnd() : start.slice(0, start.lastIndexOf(between));
}
