import { expect, test } from 'vitest';
import { pastWeeks } from './past-weeks.ts';

test('whole weeks up to the last day, days that make no week are left out', () => {
  const days = Array.from({ length: 16 }, (_, at) => ({
    day: `2026-11-${String(at + 1).padStart(2, '0')}`,
    counts: { conversations: 10, 'answered-alone': at < 9 ? 1 : 5 },
  }));
  expect(pastWeeks(days)).toEqual([
    { day: '2026-11-09', share: 0.1 },
    { day: '2026-11-16', share: 0.5 },
  ]);
  expect(pastWeeks(days.slice(0, 6))).toEqual([]);
  expect(pastWeeks(days.slice(0, 7).map(({ day }) => ({ day, counts: {} })))).toEqual([
    { day: '2026-11-07', share: null },
  ]);
});
