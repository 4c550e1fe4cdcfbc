import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';

test.each([
  ['ﬁle\u200b  name', 'file name'],
  ['pass\u00adword \u202eevil\u202c', 'password evil'],
  ['Ｆｕｌｌ　ｗｉｄｔｈ', 'Full width'],
  ['a\u0000b\u0007c', 'abc'],
  ['one\r\ntwo\r\n\r\n\r\n three ', 'one\ntwo\n\nthree'],
  ['tab\tand\u00a0space', 'tab and space'],
  ['e\u0301te\u0301', 'été'],
  ['👩\u200d💻 works', '👩\u200d💻 works'],
  ['can\u200dcel', 'cancel'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['hid\u{e0041}den \ud800', 'hidden'],
])('%j', (text, expected) => expect(normalise(text)).toBe(expected));

test('twice is once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
    { numRuns: 1000 },
  );
});
