/** Which language the widget speaks. */

/** The languages that there are words in, and the direction in which each is written. */
export const LANGUAGES = { en: 'ltr', de: 'ltr', ar: 'rtl' } as const;
export type Language = keyof typeof LANGUAGES;

/**
 * The first of the wishes that is spoken (`de-AT` is German), else English.
 *
 * @param wishes the most important first; what is null, empty or unknown is passed over
 */
export function pickLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const primary = wish?.toLowerCase().split(/[-_]/)[0] ?? '';
    if (Object.hasOwn(LANGUAGES, primary)) return primary as Language;
  }
  return 'en';
}
