/**
 * Terms by which a burst can be seen that no topic names yet: words and pairs of neighbouring words of a question.
 *
 * A version counts by its first number ("128.0.1esr" → "128"): patches are daily business, a new major version is news.
 * No terms: links and addresses, words of one or two letters, other bare numbers (years, days, sizes), names of months
 * and days. What a word that everybody uses is part of (`commonWords`) is not special. Each term counts once a question.
 * Cost: O(length); at most the first 2,000 characters.
 *
 * @example
 * burstTerms('Cox mail moved to Yahoo'); // => cox, mail, cox mail, moved, mail moved, yahoo
 */
const MOST_CHARACTERS = 2_000;
const LINK = /https?:\/\/\S+|www\.\S+|\[(?:email|phone|ip|card|iban|link)\]/giu;
const VERSION =
  /(?<![\p{L}\p{N}.])v?(\d{1,4})(?:\.\d+)+(?:[a-z]+\d*)?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.])v?(\d{2,4})esr/giu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)?/gu;
const CUT = /\n+|(?<=[.!?;:。！？])\s+/u;
const NUMBER = /^\d+$/u;
/** Whole numbers that can be a version; years cannot. */
const MAJOR = { least: 20, most: 999 };
const COMMON_SHARE = 0.03;
const LEAST_LETTERS = 3;
const CALENDAR_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

export function burstTerms(text: string): Set<string> {
  const found = new Set<string>();
  const plain = text.slice(0, MOST_CHARACTERS).toLowerCase().replaceAll('’', "'").replace(LINK, ' ');
  const majors = plain.replace(VERSION, (_, dotted?: string, plainEsr?: string) => ` ${dotted ?? plainEsr} `);
  for (const sentence of majors.split(CUT)) {
    let before: string | null = null;
    for (const [word] of sentence.matchAll(WORD)) {
      if (isTelling(word)) {
        found.add(word);
        if (before !== null) found.add(`${before} ${word}`);
        before = word;
      } else before = null;
    }
  }
  return found;
}

/**
 * Words of more than three questions in a hundred: nobody means anything special by them. `questions`: terms of those before any
 * burst that is looked for, whose own words it would take for common.
 */
export function commonWords(questions: readonly Iterable<string>[]): Set<string> {
  const counts = new Map<string, number>();
  for (const terms of questions) {
    for (const term of terms) if (!term.includes(' ')) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const most = Math.max(2, COMMON_SHARE * questions.length);
  return new Set([...counts].filter(([, count]) => count > most).map(([word]) => word));
}

/** Whether none of its words is a common one. */
export function isSpecial(term: string, common: ReadonlySet<string>): boolean {
  return term.split(' ').every((word) => !common.has(word));
}

function isTelling(word: string): boolean {
  if (NUMBER.test(word)) return Number(word) >= MAJOR.least && Number(word) <= MAJOR.most;
  return (
    (word.length >= LEAST_LETTERS || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word)) &&
    !CALENDAR.has(word)
  );
}

const CALENDAR = new Set(CALENDAR_LANGUAGES.flatMap(calendarWords));

function calendarWords(language: string): string[] {
  const forms = (['long', 'short'] as const).flatMap((form) => {
    const month = new Intl.DateTimeFormat(language, { month: form, timeZone: 'UTC' });
    const weekday = new Intl.DateTimeFormat(language, { weekday: form, timeZone: 'UTC' });
    return [
      ...Array.from({ length: 12 }, (_, i) => month.format(Date.UTC(2024, i, 1))),
      ...Array.from({ length: 7 }, (_, i) => weekday.format(Date.UTC(2024, 0, 1 + i))),
    ];
  });
  return forms.map((form) => form.toLowerCase().replace(/\.$/u, ''));
}
