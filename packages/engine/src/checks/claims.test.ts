import { describe, expect, it } from 'vitest';
import { contentWords, isNegative, numbersOf, overlap, plansOf, verdictOf, versionsOf } from './claims.ts';

describe('numbersOf', () => {
  it.each([
    ['within five working days', [['5', 'day']]],
    [
      '30 Minuten, 2 heures, 1 semana',
      [
        ['30', 'minute'],
        ['2', 'hour'],
        ['1', 'week'],
      ],
    ],
    [
      '1.299,00 € or $1,299.00',
      [
        ['1299', 'money'],
        ['1299', 'money'],
      ],
    ],
    [
      '0.50 %, 50 per cent',
      [
        ['0.5', 'percent'],
        ['50', 'percent'],
      ],
    ],
    ['5000 requests per minute', [['5000', '']]],
    ['one of them', []],
    ['see https://a.test/30/days', []],
  ])('%s', (text, expected) =>
    expect(numbersOf(text).map(({ value, unit }) => [value, unit])).toEqual(expected),
  );
});

describe('claims', () => {
  it('tells versions and plans', () => {
    expect(versionsOf('Version 4.8, release 5.0.1 and v2, but 3.1 alone')).toEqual(['4.8', '5.0.1', '2']);
    expect(plansOf('On the Agency plan, not in plan Solo')).toEqual(['agency', 'solo']);
  });

  it('counts negations', () => {
    expect(isNegative('Guests cannot see rates.')).toBe(true);
    expect(isNegative('It is not impossible.')).toBe(false);
    expect(isNegative('Gäste sehen keine Sätze.')).toBe(true);
    expect(isNegative('Press Renew; let us know if it does not work.')).toBe(false);
    expect(isNegative('If the link is dead, it cannot be renewed.')).toBe(true);
  });

  it('reads yes and no at the start only', () => {
    expect([
      verdictOf('Yes, it is.'),
      verdictOf('Nein.'),
      verdictOf('Not so.'),
      verdictOf('I say yes'),
    ]).toEqual(['yes', 'no', null, null]);
  });

  it('compares words by stems, without negations', () => {
    const [a, b] = ['Guests never see invoices', 'A guest sees the invoice'].map(contentWords);
    expect(overlap(a ?? new Set(), b ?? new Set())).toBeGreaterThan(0.3);
    expect(overlap(new Set(), new Set(['a']))).toBe(0);
  });
});
