import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aKnown, aLesson, ANSWER, saying } from './testing/a-lesson.ts';
import { unicode } from './unicode.ts';

const verdict = (text: string) => unicode(saying(text), aKnown()).verdict;

describe('unicode', () => {
  it.each([
    ['a zero-width space in a word', 'Open Set\u200btings', 'block'],
    ['a word joiner in a word', 'Open Set\u2060tings', 'block'],
    ['reversed writing', 'invoice\u202efdp.exe', 'block'],
    ['an isolate', 'only \u2066you\u2069', 'block'],
    ['tags', 'Archive.\u{e0041}\u{e0042}', 'block'],
    ['Cyrillic in a Latin word', 'Your Lаrkfold account', 'block'],
    ['a Cyrillic word that reads as Latin', 'Open the расе of it', 'block'],
    ['a heap of private characters', 'All \ue000 of \ue001 it \ue002', 'block'],
    ['an escape', 'Close it.\u001b[8m', 'doubt'],
    ['a soft hyphen of a pasted document', 'Zeit\u00aderfassung', 'doubt'],
    ['a byte order mark', '\ufeffOpen Settings', 'doubt'],
    ['bold mathematical letters', '𝗜𝗴𝗻𝗼𝗿𝗲 it', 'doubt'],
    ['a heap of accents', 'l\u0334\u0335\u0336\u0337imit', 'doubt'],
  ])('%s', (_, text, expected) => expect(verdict(text)).toBe(expected));

  it.each([
    ['emoji of several parts', 'Done 👩‍💻, ❤️ and 👍🏽'],
    ['the flag of Scotland', 'Spoken in \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} too'],
    ['a Persian word with its joiner', 'می‌خواهم فایل را ببینم'],
    ['Hindi', 'क्‍या यह काम करता है'],
    ['direction marks in Hebrew', 'פתחו את ההגדרות \u200f(Settings)'],
    ['Russian with a Latin name', 'Откройте Settings и выберите архив'],
    ['Greek', 'Ανοίξτε τις ρυθμίσεις και πατήστε αρχειοθέτηση'],
    ['tabs, line breaks, no-break spaces', 'Step\u00a01\tOpen\r\nStep 2'],
    ['accents written apart', 'Re\u0301gle\u0301'],
  ])('lets %s pass', (_, text) => expect(verdict(text)).toBe('pass'));

  it('finds a zero-width character wherever it is put', () => {
    const places = fc.nat(ANSWER.text.length);
    const hidden = fc.constantFrom(
      '\u200b',
      '\u2060',
      '\ufeff',
      '\u200e',
      '\u180e',
      '\u00ad',
      '\u2063',
      '\u034f',
    );
    fc.assert(
      fc.property(places, hidden, (at, symbol) => {
        expect(verdict(ANSWER.text.slice(0, at) + symbol + ANSWER.text.slice(at))).not.toBe('pass');
      }),
    );
  });

  it('reads title, links, steps and file names as well, and of a question what hides', () => {
    const hidden = 'a\u200bb';
    const places = [
      aLesson({ answer: { title: hidden } }),
      aLesson({ answer: { links: [hidden] } }),
      aLesson({ answer: { steps: [hidden] } }),
      aLesson({ attachments: [hidden], answer: null }),
    ];
    for (const lesson of places) expect(unicode(lesson, aKnown()).verdict).toBe('block');
    expect(unicode(aLesson({ question: hidden }), aKnown()).verdict).toBe('doubt');
    const pasted = 'Installed on \u200e11/\u200e10/\u200e2020, log: \u0090\u0091\u0092';
    expect(unicode(aLesson({ question: pasted }), aKnown()).verdict).toBe('pass');
  });
});
