import { afterEach, describe, expect, it } from 'vitest';
import { AR } from './ar.ts';
import { DE } from './de.ts';
import { EN, type Strings } from './en.ts';
import { pickLanguage } from './language.ts';
import { direction, language, speak, t } from './strings.ts';

const tables: [string, Strings][] = [
  ['de', DE],
  ['ar', AR],
];
const forms = (text: Strings[keyof Strings]) => (typeof text === 'string' ? [text] : Object.values(text));
const places = (text: Strings[keyof Strings]) =>
  new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []));

afterEach(() => speak('en'));

describe.each(tables)('the table of %s', (name, table) => {
  it('has every key of English, no other, and none empty', () => {
    expect(Object.keys(table).toSorted()).toEqual(Object.keys(EN).toSorted());
    expect(
      Object.values(table)
        .flatMap(forms)
        .filter((form) => form.trim() === ''),
    ).toEqual([]);
  });

  it('fills the same places as English', () => {
    for (const key of Object.keys(EN) as (keyof Strings)[])
      expect([key, places(table[key])]).toEqual([key, places(EN[key])]);
  });

  it('has each plural form of the language, where a text has forms', () => {
    const rules = new Intl.PluralRules(name);
    const needed = new Set(Array.from({ length: 120 }, (_, n) => rules.select(n + 1)));
    const missing = Object.entries(table).flatMap(([key, text]) =>
      typeof text === 'string'
        ? []
        : [...needed].filter((form) => !(form in text)).map((form) => `${key}: ${form}`),
    );
    expect(missing).toEqual([]);
  });

  it('is translated: hardly a text is the English one', () => {
    const same = (Object.keys(EN) as (keyof Strings)[]).filter(
      (key) => JSON.stringify(table[key]) === JSON.stringify(EN[key]),
    );
    expect(same).toEqual([]);
  });
});

describe('a text', () => {
  it('takes the plural form and the numbers of its language', async () => {
    expect(t('characters_left', { n: 1 })).toBe('1 character left');
    expect(t('characters_left', { n: 1_200 })).toBe('1,200 characters left');
    await speak('ar');
    expect(t('unread', { n: 1 })).toBe('رسالة جديدة');
    expect(t('unread', { n: 2 })).toBe('رسالتان جديدتان');
    expect(t('unread', { n: 3 })).toBe(`${new Intl.NumberFormat('ar').format(3)} رسائل جديدة`);
    expect([language(), direction()]).toEqual(['ar', 'rtl']);
    await speak('de');
    expect(t('characters_left', { n: 1_200 })).toBe('Noch 1.200 Zeichen');
    expect(direction()).toBe('ltr');
  });

  it('is of the language that was chosen last, whichever table comes first', async () => {
    await Promise.all([speak('de'), speak('en')]);
    expect(language()).toBe('en');
  });

  it('keeps what a name brings along as it is', () => {
    expect(t('with_person', { name: '{n} $& Ines' })).toBe('You are talking with {n} $& Ines');
  });
});

describe('the language', () => {
  it.each([
    [['de-AT', 'ar'], 'de'],
    [[null, undefined, '', 'auto', 'fr', 'ar-EG'], 'ar'],
    [['EN_us'], 'en'],
    [['fr', 'toString', '__proto__'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (wishes, expected) => {
    expect(pickLanguage(wishes)).toBe(expected);
  });
});
