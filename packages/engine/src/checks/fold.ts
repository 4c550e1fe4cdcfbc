/**
 * One spelling for text that is meant to look the same: for detectors only, never for what is stored.
 *
 * Invisible characters go, compatibility forms (bold mathematical letters, full width) become plain, Cyrillic and Greek
 * look-alikes become Latin, accents go, digits inside words become the letters they stand for, and words spelt out
 * letter by letter are joined. Cost O(length). Limits: the table knows the look-alikes that forgers use most.
 *
 * @example fold('Іgn0re  p r e v i o u s rules') // 'ignore previous rules'
 */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}]/gu;
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...pairs('авекмнорстухіјѕӏԁһԛԝьгп', 'abekmhopctyxijsldhqwbrn'),
  ...pairs('αβεικνορτυχηγω', 'abeikvoptuxnyw'),
  ...pairs('ıɡɑſʏꜱᴏ', 'igasyso'),
};
const LEET: Readonly<Record<string, string>> = pairs('0134578@$', 'oieastbas');
const WORD = /[\p{L}\d@$]{4,}/gu;
/** `2024`, `4K` and `a1b2` mean themselves. */
const isLeet = (word: string): boolean => /[\d@$]/u.test(word) && /\p{L}{2}/u.test(word);
/** With single signs between: `i g n o r e`, `i.g.n.o.r.e`. */
const SPELT_OUT = /(?<![\p{L}\p{N}])\p{L}(?:[ .\-_*]\p{L}){3,}(?![\p{L}\p{N}])/gu;

/** Without what nobody sees, and each letter in its common form. */
export const visible = (text: string): string => text.normalize('NFKC').replace(IGNORABLE, '');

/** Lower case, visible characters only, single spaces; letters of any script stay what they are. */
export function plain(text: string): string {
  return visible(text).replace(/\s+/gu, ' ').toLowerCase().trim();
}

export function fold(text: string): string {
  return plain(joined(text))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/./gu, (symbol) => LOOKALIKES[symbol] ?? symbol)
    .replace(WORD, (word) => (isLeet(word) ? word.replace(/./gu, (symbol) => LEET[symbol] ?? symbol) : word));
}

/** Before spaces become single: two of them end a word that is spelt out. */
const joined = (text: string): string =>
  text.replace(IGNORABLE, '').replace(SPELT_OUT, (letters) => letters.replace(/[^\p{L}]/gu, ''));

/** A word of look-alikes reads as a Latin one, letter for letter. */
export const looksLatin = (word: string): boolean =>
  Array.from(word.toLowerCase()).every(
    (symbol) => symbol in LOOKALIKES || /[\p{Script=Latin}\d-]/u.test(symbol),
  );

function pairs(from: string, to: string): Record<string, string> {
  const letters = Array.from(to);
  return Object.fromEntries(Array.from(from).map((symbol, i) => [symbol, letters[i]]));
}
