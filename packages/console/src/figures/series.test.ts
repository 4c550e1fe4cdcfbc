import type { DailyFigures } from '@understudy/contract';
import { expect, test } from 'vitest';
import { everyDay, latestOf, shareLine, wilson } from './series.ts';

const figures = (day: string, alone: number, all: number): DailyFigures => ({
  day,
  counts: { 'answered-alone': alone, conversations: all },
});

test('the ends of the interval are the shares that the count is just compatible with', () => {
  // Wilson’s definition itself: the shares p with (8/10 − p)² = z² p(1 − p) / 10.
  for (const end of wilson(8, 10)) {
    expect((0.8 - end) ** 2).toBeCloseTo((1.6449 ** 2 * end * (1 - end)) / 10, 10);
  }
  expect(wilson(0, 5)[0]).toBe(0);
  expect(wilson(5, 5)[1]).toBe(1);
});

test('the window holds its days and no others', () => {
  const days = [figures('2026-11-01', 1, 2), figures('2026-11-02', 0, 0), figures('2026-11-03', 3, 4)];
  const { values } = shareLine(days, { measure: 'answered-alone', of: 'conversations', window: 2 });
  expect(values).toEqual([0.5, 0.5, 0.75]);
});

test('a day without conversations breaks the line, and a missing day is such a day', () => {
  const days = everyDay({ from: '2026-11-01', to: '2026-11-04' }, [figures('2026-11-03', 1, 1)]);
  expect(days.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']);
  const line = shareLine(days, { measure: 'answered-alone', of: 'conversations', window: 1 });
  expect(line.values).toEqual([null, null, 1, null]);
  expect(line.low[0]).toBeNull();
  expect(latestOf(line.values)).toBe(1);
});
