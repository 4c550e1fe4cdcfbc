/**
 * What counts as personal data or a secret, and where it stands in a text.
 *
 * Each detector gives spans [from, to) in order. Every repetition is bounded and every start is anchored, so that the
 * cost stays linear in the text, whatever it holds. Numbers need a valid check digit; shapes that orders, dates,
 * versions and error codes share with nothing personal are left alone.
 */
import { ibanLength, isCardNumber, isIbanValid, isPublicIpv4, isPublicIpv6 } from './check-digits.ts';

export type RedactedKind = 'secret' | 'email' | 'iban' | 'card' | 'ip' | 'phone';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Detector {
  readonly kind: RedactedKind;
  readonly find: (text: string) => Span[];
}

const SECRET_PATTERNS: readonly RegExp[] = [
  /(?<value>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:[^-]|-(?!-)){0,8000}(?:-----END [A-Z0-9 ]{0,40}-----)?)/dg,
  /(?<![\w-])(?<value>eyJ[\w-]{8,4096}\.[\w-]{8,8192}\.[\w-]{0,2048})/dg,
  /(?<![A-Za-z0-9])(?<value>(?:(?:sk|pk|rk)_(?:live|test)_|whsec_|gh[pousr]_|github_pat_|npm_|hf_)\w{10,255})/dg,
  /(?<![A-Za-z0-9])(?<value>(?:sk-|glpat-|xox[abposr]-|ya29\.|SG\.)[\w.-]{16,512})/dg,
  /(?<![A-Za-z0-9])(?<value>(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35})(?![A-Za-z0-9])/dg,
  /\bBearer {1,4}(?<value>[\w.~+/=-]{16,4096})/dgi,
  /:\/\/[^\s/:@[]{1,64}:(?<value>[^\s/@[]{1,128})@/dg,
  /(?:password|passwd|passphrase|pwd|secret|token|api[ _-]?key|access[ _-]?key)["']? {0,3}= {0,3}["']?(?<value>[^\s"'&;[][^\s"'&;]{2,199})/dgi,
  /(?:password|passwd|passphrase|pwd|secret|token|api[ _-]?key|access[ _-]?key|pin)["']? {0,3}(?::| is) {0,3}["']?(?<value>(?=[^\s"']{0,64}[\d!@#$%^&*])[^\s"'[][^\s"']{3,199})/dgi,
];

const EMAIL =
  /(?<![\p{L}\p{N}])(?<value>[\p{L}\p{N}][\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})/dgu;
const IBAN_START = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g;
const DIGIT_RUN = /(?<![\w.+/-])\d(?:[ -]?\d)+/g;
const IPV4 = /(?<![\w.]|\bv(?:ersion)?[ .:]{0,2})(?<value>\d{1,3}(?:\.\d{1,3}){3})(?!\.?\w)/dgi;
const IPV6 = /(?<![\w:.])(?<value>(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w:])/dgi;

/** Not within a longer number or word, and not the tail of a group of digits. */
const PHONE_PATTERNS: readonly RegExp[] = [
  // international: + or 00, then 8 to 15 digits
  /(?<![\w+])(?<value>(?:\+|(?<!\d )00(?=[1-9]))[ .-]?(?:\(?\d{1,4}\)?[ .\-/]{0,2}){1,6}\d{2,4})(?![\w])/dg,
  // North American: (415) 555-2671, 415-555-2671
  /(?<![\w.-]|\d )(?<value>(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4})(?![\w]|[ .-]\d)/dg,
  // trunk prefix 0 with groups: 020 7946 0958, 0170 1234567, 06 12 34 56 78
  /(?<![\w.-]|\d )(?<value>\(?0\d{2,4}\)?[ /-](?:\d{3,4}[ -]?\d{3,4}|\d{6,8})|0\d(?:[ .]\d{2}){4})(?![\w]|[ .-]\d)/dg,
  // bare digits, where the words before say so
  /\b(?:phone|call|mobile|cell|tel|telephone|whatsapp|text|sms)(?: (?:number|me|us|no|is|at|on|my)){0,3}[ .:]{1,3}(?<value>\d{7,15})(?!\w)/dgi,
];

/** In the order of precedence: where two overlap, the earlier one holds. */
export const DETECTORS: readonly Detector[] = [
  { kind: 'secret', find: (text) => SECRET_PATTERNS.flatMap((pattern) => matches(text, pattern)) },
  { kind: 'email', find: (text) => matches(text, EMAIL) },
  { kind: 'iban', find: findIbans },
  { kind: 'card', find: findCards },
  {
    kind: 'ip',
    find: (text) => [...matches(text, IPV4, isPublicIpv4), ...matches(text, IPV6, isPublicIpv6)],
  },
  {
    kind: 'phone',
    find: (text) => PHONE_PATTERNS.flatMap((pattern) => matches(text, pattern, hasPhoneLength)),
  },
];

function matches(text: string, pattern: RegExp, accept: (value: string) => boolean = () => true): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    const range = match.indices?.groups?.value;
    if (range && accept(text.slice(range[0], range[1]))) spans.push({ from: range[0], to: range[1] });
  }
  return spans;
}

function hasPhoneLength(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  // A bare number that begins with 00 is more often an order than a short foreign number.
  return digits >= (value.startsWith('00') ? 12 : 7) && digits <= 17;
}

function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index } of text.matchAll(IBAN_START)) {
    const length = ibanLength(text.slice(index, index + 2));
    const to = length === null ? null : endOfSymbols(text, index, length);
    if (to === null) continue;
    if (isIbanValid(text.slice(index, to).replace(/[ -]/g, '').toUpperCase()))
      spans.push({ from: index, to });
  }
  return spans;
}

/** Where `count` letters or digits, with single separators between, end; null where they do not end as a word. */
function endOfSymbols(text: string, from: number, count: number): number | null {
  let left = count;
  let at = from;
  for (; left > 0; at++) {
    if (/[A-Za-z0-9]/.test(text.charAt(at))) left--;
    else if (!/[ -]/.test(text.charAt(at)) || !/[A-Za-z0-9]/.test(text.charAt(at + 1))) return null;
  }
  return /[A-Za-z0-9]/.test(text.charAt(at)) ? null : at;
}

/** Windows of 13 to 19 digits that begin and end with a group: "4111 1111 1111 1111 12/27" holds a card, then a date. */
function findCards(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(DIGIT_RUN)) {
    const groups = [...run.matchAll(/\d+/g)];
    for (let first = 0; first < groups.length; first++) {
      const last = lastGroupOfCard(groups, first);
      if (last === null) continue;
      spans.push({
        from: index + groups[first].index,
        to: index + groups[last].index + groups[last][0].length,
      });
      first = last;
    }
  }
  return spans;
}

function lastGroupOfCard(groups: readonly RegExpExecArray[], first: number): number | null {
  let digits = '';
  for (let last = first; last < groups.length && digits.length < 19; last++) {
    digits += groups[last][0];
    if (isCardNumber(digits)) return last;
  }
  return null;
}
