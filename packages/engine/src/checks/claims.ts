/**
 * What a text claims that can be compared: its sentences as content words, numbers with units, a polarity.
 *
 * Numbers read alike however they are written (`1,299.00`, `1.299,00`, "five"); units are the word or sign beside
 * them, brought to one name in seven languages. A sentence is negative where it holds an odd number of negations.
 * Cost O(length).
 *
 * @example numbersOf('within five working days') // [{ value: '5', unit: 'day', text: 'five working days' }]
 */
export interface Quantity {
  readonly value: string;
  /** `day`, `money`, `percent`, …; empty where nothing known stands beside it. */
  readonly unit: string;
  readonly text: string;
}

const UNITS: readonly (readonly [string, RegExp])[] = [
  ['money', /^(€|\$|£|eur|usd|gbp|chf|euros?|dollars?|pounds?)$/u],
  ['percent', /^(%|percent|prozent|procent)$/u],
  ['second', /^(s|sec|secs|seconds?|sekunden?|secondes?|segundos?|secondi|seconden)$/u],
  ['minute', /^(min|mins|minutes?|minuten?|minutos?|minuti)$/u],
  ['hour', /^(h|hrs?|hours?|stunden?|heures?|horas?|ore|uur|uren)$/u],
  [
    'day',
    /^(days?|tagen?|tage|jours?|d[ií]as?|giorni|giorno|dagen|dag|dias?|workdays?|werktagen?|werktage)$/u,
  ],
  ['week', /^(weeks?|wochen?|semaines?|semanas?|settimane|settimana|weken|week)$/u],
  ['month', /^(months?|monaten?|monate|mois|mes|meses|mesi|mese|maanden|maand|m[eê]s)$/u],
  ['year', /^(years?|jahren?|jahre|ans?|ann[eé]es?|a[nñ]os?|anni|anno|jaar|jaren|anos?)$/u],
  ['size', /^(kb|mb|gb|tb|kib|mib|gib)$/u],
  [
    'people',
    /^(users?|seats?|people|persons?|members?|guests?|addresses|nutzer|personen|utilisateurs?|usuarios?|utenti|gebruikers)$/u,
  ],
];
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  ...named('one two three four five six seven eight nine ten eleven twelve'),
  ...named('eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
  ...named('_ deux trois quatre cinq six sept huit neuf dix onze douze'),
  ...named('_ dos tres cuatro cinco seis siete ocho nueve diez once doce'),
  ...named('_ due tre quattro cinque sei sette otto nove dieci undici dodici'),
  ...named('_ twee drie vier vijf zes zeven acht negen tien elf twaalf'),
  ...named('_ dois três quatro cinco seis sete oito nove dez onze doze'),
};
const TOKEN = /[€$£%]|\d+(?:[.,:'’ ]\d{1,3}(?!\d))*(?:[.,]\d+)?|[\p{L}\p{M}]+/gu;
const NEGATION =
  /\b(not|no|never|cannot|can't|won't|don't|doesn't|isn't|aren't|without|unable|impossible|nicht|kein\w*|nie|ohne|ne|pas|jamais|sans|nunca|jamás|sin|non|mai|senza|niet|geen|nooit|zonder|não|nem|sem)(?![\p{L}])/giu;
const CONDITION = /(?<!\p{L})(?:if|unless|wenn|falls|sofern|si|se|als|indien|caso)\s[^,.;:!?]{0,120}/giu;
const YES_NO = /^\s*(yes|no|ja|nein|oui|non|sí|si|sì|nee|sim|não)\b/iu;
const NOES = /^\s*(no|nein|non|nee|não)\b/iu;
const STOP = new Set(
  'the and for you your that this with are can will from have has not then into when where which there their they them was were been but also just our its all any new now der die das und sie ist ein eine für mit auf den dem les des une pour dans vous est que los las una para con por del gli che per una het een van voor met'.split(
    ' ',
  ),
);

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[.!?…。！？;])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** In their order, small ones among them. */
export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Sentences and what colons and semicolons divide, without links. */
export const clausesOf = (text: string): readonly string[] =>
  text
    .replace(/https?:\/\/\S+/gu, ' ')
    .split(/\n+|(?<=[.!?…。！？;:])\s+/u)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));

/** To compare clauses by: words in small letters, without the signs between. */
export const lettersOf = (clause: string): string => wordsIn(clause.toLowerCase()).join(' ');

/** Words that say something, cut to a stem of six letters so that forms of one word meet. */
export function contentWords(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/https?:\/\/\S+/gu, ' ')
      .match(/[\p{L}\p{M}]{3,}/gu) ?? [];
  return new Set(
    words.filter((word) => !STOP.has(word) && !NEGATIONS.has(word)).map((word) => word.slice(0, 6)),
  );
}
const NEGATIONS = new Set(['not', 'never', 'cannot', 'nicht', 'pas', 'non', 'niet', 'não', 'nunca']);

/** Shared words over those of the smaller set, in [0, 1]. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const least = Math.min(a.size, b.size);
  return least === 0 ? 0 : [...a].filter((word) => b.has(word)).length / least;
}

export function numbersOf(text: string): readonly Quantity[] {
  const tokens =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/https?:\/\/\S+/gu, ' ')
      .replace(/\b(?:per|pour|por) ?(?:cento?|ciento)\b/gu, '%')
      .match(TOKEN) ?? [];
  return tokens.flatMap((token, i) => {
    const value = /^\d/u.test(token) ? numeral(token) : NUMBER_WORDS[token];
    if (value === undefined) return [];
    const beside = [tokens[i + 1], tokens[i - 1], tokens[i + 2]];
    const unit = beside.map((each) => unitOf(each ?? '')).find((name) => name !== '') ?? '';
    // A word is a number only where it counts something.
    if (unit === '' && !/^\d/u.test(token)) return [];
    return [{ value, unit, text: [token, tokens[i + 1] ?? ''].join(' ').trim() }];
  });
}

/** Versions such as `4.8` or `v115.3.2` beside a word that says so. */
export function versionsOf(text: string): readonly string[] {
  const found = text.matchAll(
    /\b(?:versions?|releases?|v|versión|versione|versie|versão)[ .:]{0,2}(\d+(?:\.\d+){0,3})\b/giu,
  );
  return [...found].map(([, version]) => version ?? '');
}

/** Words before or after "plan", "tier", "edition". */
export function plansOf(text: string): readonly string[] {
  const found = text.matchAll(
    /\b([\p{Lu}][\p{L}]{2,20})(?:-| )(?:plans?|tier|edition|tarif|abo|abonnement)\b|\b(?:plan|tier|edition|tarif|forfait|offre|abonnement|piano|plano) [«"“]?([\p{Lu}][\p{L}]{2,20})/gu,
  );
  return [...found].map(([, before, after]) => (before ?? after ?? '').toLowerCase());
}

/** What is said under a condition ("if it does not work") denies nothing. */
export const isNegative = (sentence: string): boolean =>
  (sentence.replace(CONDITION, '').match(NEGATION)?.length ?? 0) % 2 === 1;

/** How a text begins that answers yes or no; null where it doesn't. */
export function verdictOf(text: string): 'yes' | 'no' | null {
  if (!YES_NO.test(text)) return null;
  return NOES.test(text) ? 'no' : 'yes';
}

function unitOf(word: string): string {
  return UNITS.find(([, pattern]) => pattern.test(word))?.[0] ?? '';
}

/** `1.299,00`, `1,299.00` and `1299` are one number; times such as `12:30` stay as they are. */
function numeral(token: string): string {
  if (token.includes(':')) return token;
  const joined = token.replace(/['’ ]/gu, '').replace(/[.,](?=\d{3}(?:\D|$))/gu, '');
  const [whole = '', part = ''] = joined.split(/[.,]/u);
  const rest = part.replace(/0+$/u, '');
  return `${whole.replace(/^0+(?=\d)/u, '')}${rest === '' ? '' : `.${rest}`}`;
}

function named(words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word, i) => [word, String(i + 1)]));
}
