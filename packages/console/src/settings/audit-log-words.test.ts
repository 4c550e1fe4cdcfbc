import { expect, test } from 'vitest';
import { actionWords, detailLines, verificationWords } from './audit-log-words.ts';

test('an action reads as words', () => {
  expect(actionWords('createApiKey')).toBe('Create api key');
  expect(actionWords('export')).toBe('Export');
  expect(actionWords('getConversation')).toBe('Open conversation');
});

test('details read line by line, changes from what to what', () => {
  expect(detailLines({ name: 'Nightly', scopes: ['import', 'export'], email: '' })).toEqual([
    'name: Nightly',
    'scopes: import, export',
    'email: nothing',
  ]);
  expect(detailLines({ changes: { max_error: [0.05, 0.01], languages: [[], ['de']] } })).toEqual([
    'max_error: 0.05 → 0.01',
    'languages: nothing → de',
  ]);
});

test('a verification says what holds, or where it breaks', () => {
  const head = { seq: 3, hash: 'a'.repeat(64) };
  const well = { ok: true, entries: 3, erased: 0, head, broken: null };
  expect(verificationWords(well)).toBe('3 entries are as written.');
  expect(verificationWords({ ...well, entries: 1, erased: 1 })).toBe(
    '1 entry is as written; the details of 1 were erased.',
  );
  expect(verificationWords({ ...well, ok: false, broken: { seq: 4, why: 'changed' } })).toBe(
    'Entry 4 was changed.',
  );
});
