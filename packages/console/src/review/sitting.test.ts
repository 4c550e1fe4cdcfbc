import { expect, test } from 'vitest';
import { beginSitting, countDecisions, countKey, paceOf, uncountDecision } from './sitting.ts';

test('keys and time go to the lesson that they decided; the pace is the median', () => {
  let sitting = beginSitting(1_000);
  expect(paceOf(sitting)).toBeNull();
  sitting = countDecisions(countKey(sitting), 1, 5_000);
  sitting = countDecisions(countKey(countKey(countKey(sitting))), 1, 6_000);
  expect(paceOf(sitting)).toEqual({ lessons: 2, keys: 2, ms: 2_500 });
  sitting = countDecisions(countKey(sitting), 1, 1_000_000);
  expect(paceOf(sitting)).toEqual({ lessons: 3, keys: 1, ms: 4_000 });
});

test('several at once share what it took; none changes nothing', () => {
  const sitting = countKey(countKey(beginSitting(0)));
  expect(countDecisions(sitting, 0, 9_000)).toEqual(sitting);
  expect(paceOf(countDecisions(sitting, 4, 8_000))).toEqual({ lessons: 4, keys: 0.5, ms: 2_000 });
});

test('what was taken back costs its keys and time to the lesson decided instead', () => {
  const first = countDecisions(countKey(beginSitting(0)), 1, 4_000);
  const again = countDecisions(countKey(countKey(uncountDecision(first))), 1, 6_000);
  expect(paceOf(again)).toEqual({ lessons: 1, keys: 3, ms: 6_000 });
  expect(uncountDecision(beginSitting(0))).toEqual(beginSitting(0));
});
