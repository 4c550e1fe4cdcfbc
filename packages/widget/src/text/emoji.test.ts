import { expect, it } from 'vitest';
import { EMOJI } from './emoji.ts';
import { LANGUAGES } from './language.ts';

it('names about a hundred emoji, each once, in every language and in lower case', () => {
  expect(EMOJI.length).toBeGreaterThanOrEqual(100);
  expect(new Set(EMOJI.map(({ emoji }) => emoji)).size).toBe(EMOJI.length);
  for (const { emoji, names } of EMOJI) {
    expect(emoji).toMatch(/^\p{RGI_Emoji}$/v);
    for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])
      expect([emoji, language, names[language]]).toEqual([
        emoji,
        language,
        expect.stringMatching(/^\S.*\S$/),
      ]);
    expect(names.en).toBe(names.en.toLowerCase());
    expect(names.de).toBe(names.de.toLowerCase());
  }
});
