import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaCounter, stripBoilerplate } from './strip-boilerplate.ts';

describe('stripBoilerplate', () => {
  it.each([
    [
      'Hi Ann,\n\nOpen Settings > Export.\n\nHope this helps!\nBest regards,\nKim\nSupport team',
      'Open Settings > Export.',
    ],
    ['Hello Ann, open Settings and press Export.', 'open Settings and press Export.'],
    ['On Mon, 3 Feb 2025, Ann wrote:\n> it is broken\n> help\nPress Reset.', 'Press Reset.'],
    ['Press Reset.\n-- \nKim Doe\nhttps://example.com', 'Press Reset.'],
    ['Press Reset.\nSent from my phone', 'Press Reset.'],
    ['Hallo Frau Roth,\nbitte neu starten.\nMit freundlichen Grüßen\nKim', 'bitte neu starten.'],
    ['Press Reset. Let us know if you need anything else.', 'Press Reset.'],
    ["You're very welcome.", ''],
    ['Hope this helps: https://help.example.com/kb/x', 'Hope this helps: https://help.example.com/kb/x'],
    ['Hi Ann, thanks for your message. Good question! Press Reset.', 'Press Reset.'],
    [
      'Thanks for reaching out. It is described here: https://help.example.com/kb?q=x',
      'It is described here: https://help.example.com/kb?q=x',
    ],
    ['Good question: press Reset.', 'Good question: press Reset.'],
    ['First\n\n\n\nSecond', 'First\n\nSecond'],
    [
      'Best results come from restarting first.\nThen press Reset.',
      'Best results come from restarting first.\nThen press Reset.',
    ],
  ])('%j', (text, expected) => expect(stripBoilerplate(text)).toBe(expected));

  it('stripping twice changes nothing, and no link is ever lost', () => {
    const line = fc.constantFrom(
      'Hi Ann,',
      'Press Reset.',
      'Thanks for waiting. See https://example.com/a?b=c',
      'Cheers',
      'Kim',
      '> quoted',
      'see https://a.example/kb/x',
      'Thanks!',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = stripBoilerplate(lines.join('\n'));
        expect(stripBoilerplate(once)).toBe(once);
        expect(once.includes('https://')).toBe(lines.some((item) => item.includes('https://')));
      }),
    );
  });
});

describe('FormulaCounter', () => {
  const formula = 'This is a troubleshooting step rather than a cure.';
  const learned = new FormulaCounter();
  for (let i = 0; i < 12; i++) {
    learned.add('kim', `Restart step ${i} in the panel number ${i}. ${formula}`);
    learned.add('kim', 'Clear the cache of the browser. Then sign in again.');
    learned.add('kim', `Formula with link https://example.com/${i}. Please read https://example.com/guide`);
  }
  it('learns a formula by its ever different neighbours', () =>
    expect(stripBoilerplate(`Press Reset. ${formula}`, learned, 'kim')).toBe('Press Reset.'));
  it('keeps a canned answer, whose neighbours are the same', () =>
    expect(stripBoilerplate('Clear the cache of the browser. Then sign in again.', learned, 'kim')).toBe(
      'Clear the cache of the browser. Then sign in again.',
    ));
  it('does not carry one author’s formula over to another', () =>
    expect(stripBoilerplate(`Press Reset. ${formula}`, learned, 'ann')).toContain(formula));
  it('never takes a sentence with a link', () =>
    expect(learned.isFormula('kim', 'Please read https://example.com/guide')).toBe(false));
});
