import { describe, expect, test } from 'vitest';
import { judgement, verdict } from './audit.ts';

const text = 'Open Billing and choose Invoices.';
const accepts = (body: unknown) => judgement.safeParse(body).success;

describe('a judgement', () => {
  test.each(verdict.options)('%s stands alone', (said) => {
    expect(accepts({ verdict: said })).toBe(true);
    expect(accepts({ verdict: said, correction: null })).toBe(true);
  });
  test('is corrected where the answer was wrong, and nowhere else', () => {
    const corrected = verdict.options.filter((said) => accepts({ verdict: said, correction: { text } }));
    expect(corrected).toEqual(['wrong', 'harmless']);
  });
  test('has one correction: a known resolution, or words of some length', () => {
    const correct = (correction: unknown) => accepts({ verdict: 'wrong', correction });
    expect(correct({ resolution_id: 'res_000001' })).toBe(true);
    expect(correct({ resolution_id: 'res_000001', text })).toBe(false);
    expect(correct({ resolution_id: 'dec_000001' })).toBe(false);
    expect(correct({ text: ' too short          ' })).toBe(false);
    expect(correct({})).toBe(false);
  });
});
