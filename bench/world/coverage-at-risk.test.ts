import { expect, it } from 'vitest';
import { coverageAtRisk } from './coverage-at-risk.ts';

/** Confident answers first, of which the last ones are wrong. */
const answers = (right: number, wrong: number) =>
  Array.from({ length: right + wrong }, (_, i) => ({ confidence: 1 - i / 1_000, correct: i < right }));

it('says how many of the most confident answers can be given before too many are wrong', () => {
  const rows = coverageAtRisk({ good: answers(90, 10), bad: answers(50, 50), none: answers(0, 10) });
  const at = (risk: number) => rows.find((row) => row.risk === risk);
  // 90 right ones and 4 of the wrong: 4 / 94 is the most that is within 5 %.
  expect(at(0.05)).toEqual({ risk: 0.05, good: 0.94, bad: 0.52, none: 0 });
  expect(at(0.1)?.['good']).toBe(1);
  expect(rows.map(({ risk }) => risk)).toEqual(rows.map(({ risk }) => risk).toSorted((a, b) => a - b));
});
