import { describe, expect, it } from 'vitest';
import { endedWords, runsWords, whereWords } from './words.ts';

const fingerprint = { role: 'button', name: 'Export', test_id: null, text: null, selector: null };
const step = { route: '/billing', text: 'Press Export', fingerprint, advance: 'click' as const };

describe('a step', () => {
  it('says where it points', () => {
    expect(whereWords(step)).toBe('button “Export” on /billing, until it is clicked');
    expect(whereWords({ ...step, fingerprint: { ...fingerprint, name: null, role: null } })).toBe(
      'element on /billing, until it is clicked',
    );
    expect(whereWords({ ...step, fingerprint: null, advance: 'manual' })).toBe(
      'the whole page on /billing, until “Next” is pressed',
    );
  });

  it('says who did not go on', () => {
    expect(endedWords({ left: 0, broken: 0 })).toBeNull();
    expect(endedWords({ left: 2, broken: 1 })).toBe('2 ended here, not found 1 time');
  });
});

it('says how a guide fared', () => {
  const runs = { started: 12, completed: 9, broken: 1, steps: [] };
  expect(runsWords(runs)).toBe('Followed 12 times: 9 came to its end (75 %), 1 did not find a step.');
  expect(runsWords({ ...runs, started: 0 })).toBe('Nobody has followed it yet.');
});
