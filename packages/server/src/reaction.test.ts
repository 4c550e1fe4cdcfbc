import { describe, expect, it } from 'vitest';
import { readReaction } from './reaction.ts';

describe('what a customer says back to an answer', () => {
  it.each([
    ['thanks', 'confirms'],
    ['that worked 👍', 'confirms'],
    ['Perfect, it works now. Thank you!', 'confirms'],
    ['ok great', 'acknowledges'],
    ['👍', 'acknowledges'],
    ['Solved it myself, I found another way', 'acknowledges'],
    ['no, still broken', 'denies'],
    ['No.', 'denies'],
    ['Thanks, but it still doesn’t work', 'denies'],
    ['👎', 'denies'],
    ['thanks, and how do I delete my account?', null],
    ['How do I export invoices?', null],
    ['The export of March is empty', null],
    ['ok so where do I find the invoices for the other company', null],
    ['🤔', null],
    ['', null],
  ])('%s → %s', (text, reaction) => {
    expect(readReaction(text)).toBe(reaction);
  });
});
