/**
 * Every word that the widget says: one table a language, the same keys in each (the types see to it). English comes with
 * the app, another language is fetched when it is chosen. What the team wrote itself is never translated.
 */
import { signal } from '@preact/signals-core';
import { EN, type StringKey, type Strings } from './en.ts';
import { type Language, LANGUAGES } from './language.ts';

const TABLES: Record<Language, () => Promise<Strings>> = {
  en: async () => EN,
  de: async () => (await import('./de.ts')).DE,
  ar: async () => (await import('./ar.ts')).AR,
};
const spoken = signal<{ readonly language: Language; readonly strings: Strings }>({
  language: 'en',
  strings: EN,
});

/** The language that is on display; a signal to whoever draws. */
export const language = (): Language => spoken.value.language;

export const direction = (): 'ltr' | 'rtl' => LANGUAGES[language()];

/** What was asked for last: a table that comes later than the next wish is not spoken. */
let wanted: Language = 'en';

/** Speaks this language from when its table is there; stays as it is where it cannot be fetched. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  try {
    const strings = await TABLES[next]();
    if (wanted === next) spoken.value = { language: next, strings };
  } catch {
    // Words in another language are better than none.
  }
}

export const number = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** The text of a key, with `{name}` places filled; numbers as the language writes them. */
export function t(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  const text = spoken.value.strings[key];
  const form =
    typeof text === 'string'
      ? text
      : (text[new Intl.PluralRules(language()).select(Number(values['n']))] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? number(value) : value;
  });
}
