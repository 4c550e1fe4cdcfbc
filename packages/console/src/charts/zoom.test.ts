import { expect, test } from 'vitest';
import { secondsOf, tickWords } from './days.ts';
import { pinched } from './touch.ts';
import { clampSpan, gathered, isWhole, moved, zoomed } from './zoom.ts';

const DAY = 86_400;
const whole = { min: 0, max: 100 * DAY };

test('what is zoomed at stays where it is, and zooming out ends at the whole', () => {
  const near = zoomed(whole, whole, 0.5, 80 * DAY);
  expect(near).toEqual({ min: 40 * DAY, max: 90 * DAY });
  expect(isWhole(near, whole)).toBe(false);
  expect(isWhole(zoomed(near, whole, 8, 80 * DAY), whole)).toBe(true);
});

test('never narrower than two days, never beyond the ends', () => {
  expect(zoomed(whole, whole, 0.001, 50 * DAY).max - zoomed(whole, whole, 0.001, 50 * DAY).min).toBe(2 * DAY);
  expect(clampSpan({ min: -20 * DAY, max: 10 * DAY }, whole)).toEqual({ min: 0, max: 30 * DAY });
  expect(moved({ min: 80 * DAY, max: 100 * DAY }, whole, 0.5)).toEqual({ min: 80 * DAY, max: 100 * DAY });
});

test('two fingers keep the days that they lie on', () => {
  const start = { span: whole, whole, places: [20 * DAY, 60 * DAY] };
  // 400 px for 100 days; the fingers go apart from 80 and 240 px to 40 and 360 px.
  const span = pinched(start, [40, 360], 400);
  const at = (px: number) => span.min + (px / 400) * (span.max - span.min);
  expect(at(40)).toBeCloseTo(20 * DAY);
  expect(at(360)).toBeCloseTo(60 * DAY);
  expect(pinched(start, [100, 100], 400)).toEqual(whole);
});

test('marks that would touch are told together', () => {
  const marks = [{ place: 70 }, { place: 0 }, { place: 20 }, { place: 40 }];
  expect(gathered(marks, 26).map((group) => group.map(({ place }) => place))).toEqual([[0, 20], [40], [70]]);
});

test('ticks read as days, months or years, in UTC', () => {
  const at = secondsOf('2026-01-01');
  expect(tickWords(at, DAY)).toBe('1 Jan');
  expect(tickWords(at, 30 * DAY)).toBe('Jan 2026');
  expect(tickWords(secondsOf('2026-03-01'), 30 * DAY)).toBe('Mar');
  expect(tickWords(at, 365 * DAY)).toBe('2026');
});
