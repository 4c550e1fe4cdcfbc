import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadOf } from './lead.ts';

const LONG = 'and then nothing happens for quite some time '.repeat(8).trim();

describe('the lead of a question', () => {
  it.each([
    ['its first line', 'Printing fails\n\nSince the update nothing prints.', 'Printing fails'],
    ['the first line that says something', '\n  \n Printing fails \nmore', 'Printing fails'],
    ['the first sentence of a long line', `Printing fails. I click ${LONG}`, 'Printing fails.'],
    ['a version number does not end a sentence', `Since v1.2 it fails! So ${LONG}`, 'Since v1.2 it fails!'],
    [
      'a full stop without a space, where scripts have none',
      `打印失败。${'然后什么都没有发生'.repeat(30)}`,
      '打印失败。',
    ],
    ['the first 200 characters where no sentence ends', LONG, LONG.slice(0, 200)],
  ])('is %s', (_, text, lead) => expect(leadOf(text)).toBe(lead));

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['one line', 'Printing fails'],
    ['one line and white space', '\nPrinting fails. Always.  \n'],
  ])('is not told for %s', (_, text) => expect(leadOf(text)).toBeNull());

  it('is a short, trimmed, true part from the start of the text', () => {
    const text = fc.array(fc.constantFrom('a', '. ', '\n', ' ', '。', 'word', '🙈', '?'), { maxLength: 300 });
    fc.assert(
      fc.property(text, (parts) => {
        const given = parts.join('');
        const lead = leadOf(given);
        if (lead === null) return;
        expect(lead.length).toBeGreaterThan(0);
        expect(lead.length).toBeLessThanOrEqual(200);
        expect(lead.length).toBeLessThan(given.trim().length);
        expect(given.trimStart().startsWith(lead)).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
