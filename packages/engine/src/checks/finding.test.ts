import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, doubt, findingOf } from './finding.ts';

describe('findingOf', () => {
  it('lets the gravest objection speak, with all evidence of its gravity', () => {
    const found = findingOf('links', [doubt('maybe', 'a'), block('surely', 'b'), block('also', 'c')], 'fine');
    expect(found).toEqual({ check: 'links', verdict: 'block', why: 'surely', evidence: ['b', 'c'] });
  });

  it('passes without objections', () => {
    expect(findingOf('links', [], 'fine')).toEqual({
      check: 'links',
      verdict: 'pass',
      why: 'fine',
      evidence: [],
    });
  });

  it('quotes at most five spans of at most 200 characters, and halves no character', () => {
    const spans = fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 10 });
    fc.assert(
      fc.property(spans, (quotes) => {
        const { evidence } = findingOf('unicode', [doubt('why', ...quotes)], 'fine');
        expect(evidence.length).toBeLessThanOrEqual(5);
        for (const quote of evidence) {
          expect(quote.length).toBeLessThanOrEqual(200);
          expect(quote.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
