/** Check digits and address forms, for telling personal data from other numbers. Pure arithmetic on short strings. */

/** Luhn's sum over a string of digits (ISO/IEC 7812): true for valid payment card numbers. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Prefix and length as issuers give them: Visa, Mastercard, Amex, Diners, JCB, Discover, UnionPay, Maestro. */
const CARD =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5\d{15}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|6\d{15,18})$/;

export function isCardNumber(digits: string): boolean {
  return CARD.test(digits) && isLuhnValid(digits);
}

/** ISO 7064 mod 97-10 over an IBAN without separators, in capitals. */
export function isIbanValid(iban: string): boolean {
  let remainder = 0;
  for (const symbol of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(symbol, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Lengths by country, from the IBAN registry of SWIFT. */
const IBAN_LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 ' +
    'SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Length of an IBAN of the country, or null for a country without IBANs. */
export function ibanLength(country: string): number | null {
  return IBAN_LENGTHS.get(country.toUpperCase()) ?? null;
}

/** Four numbers of at most 255 that are reachable from the internet (not private, loopback, multicast …). */
export function isPublicIpv4(text: string): boolean {
  const [a, b, c, d] = text.split('.').map(Number);
  if ([a, b, c, d].some((part) => part > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100) return b < 64 || b > 127;
  if (a === 169) return b !== 254;
  if (a === 172) return b < 16 || b > 31;
  return !(a === 192 && b === 168);
}

/** A well-formed address of 2000::/3, the global unicast block. */
export function isPublicIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return false;
  const complete = halves.length === 2 ? groups.length < 8 : groups.length === 8;
  return complete && /^[23][0-9a-f]{3}$/i.test(groups[0]) && !text.startsWith(':');
}
