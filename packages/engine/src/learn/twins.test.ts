import { describe, expect, it } from 'vitest';
import { twins } from './twins.ts';

const TEXT = 'Open Billing, choose Invoices, then click Export and pick the format for your books.';
const pairOf = (...texts: readonly string[]) => twins(texts.map((text, i) => ({ id: `t${i}`, text })));

describe('twins', () => {
  it('are texts of nearly the same words, the later one beside the earlier', () => {
    expect(pairOf(TEXT, 'Something else entirely.', TEXT)).toEqual([
      { earlier: 't0', later: 't2', alike: 1 },
    ]);
    const [pair] = pairOf(TEXT, `Hello! ${TEXT}`);
    expect([pair?.earlier, pair?.later]).toEqual(['t0', 't1']);
    expect(pair?.alike).toBeGreaterThan(0.6);
    expect(pair?.alike).toBeLessThan(1);
  });

  it('do not differ in a number', () => {
    const at = (price: string) => `${TEXT} An export costs ${price} euros a month, whatever the plan is.`;
    expect(pairOf(at('5'), at('7'))).toEqual([]);
    expect(pairOf(at('5'), at('5'))).toHaveLength(1);
  });

  it('are none where nothing is like another', () => {
    expect(pairOf(TEXT, 'Press the button on the back of the printer for ten seconds.')).toEqual([]);
  });
});
