import { describe, expect, it } from 'vitest';
import { burstTerms, commonWords, isSpecial } from './burst-terms.ts';

describe('terms of bursts', () => {
  it('are words and neighbours within a sentence, each once', () => {
    expect([...burstTerms('Cox mail moved. Yahoo mail is cox mail')]).toEqual([
      'cox',
      'mail',
      'cox mail',
      'moved',
      'mail moved',
      'yahoo',
      'yahoo mail',
    ]);
  });

  it('count a version by its first number, and other numbers, dates and links not at all', () => {
    const text =
      '128.0.1esr, v115.3 or 131esr? Seen on 12 September 2024, Montag, at https://example.com [email]';
    expect([...burstTerms(text)].filter((term) => !term.includes(' '))).toEqual([
      '128',
      '115',
      '131',
      'seen',
    ]);
  });

  it('read scripts without short words', () => {
    expect(burstTerms('تعذر تسجيل الدخول').has('تسجيل الدخول')).toBe(true);
    expect(burstTerms('登录 失败').size).toBeGreaterThan(0);
  });

  it('are special unless they hold a word of everybody', () => {
    const questions = Array.from({ length: 100 }, (_, i) =>
      burstTerms(i % 10 === 0 ? 'mail lost' : `mail x${i}y`),
    );
    const common = commonWords(questions);
    expect([...common].sort()).toEqual(['lost', 'mail']);
    expect(isSpecial('cox', common)).toBe(true);
    expect(isSpecial('cox mail', common)).toBe(false);
  });
});
