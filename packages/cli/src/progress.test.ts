import { expect, test } from 'vitest';
import { Progress, progressLine } from './progress.ts';

const step = { phase: 'Reading', done: 50, total: 100, unit: 'rows' };

test('says amount, share, rate and time left', () => {
  expect(progressLine(step, 2_000, false)).toBe('Reading 50 of 100 rows (50 %), 25 rows/s, 2 s left');
  expect(progressLine(step, 0, false)).toBe('Reading 50 of 100 rows (50 %)');
  expect(progressLine({ ...step, total: null }, 20_000, true)).toBe('Reading 50 rows, 2.5 rows/s');
  expect(progressLine({ ...step, done: 1, total: 7_201 }, 1_000, false)).toContain('2 h 0 min left');
  expect(progressLine(step, 0, true)).toContain(`${'█'.repeat(12)}${'░'.repeat(12)}`);
});

test('without a terminal: a line per phase, then one every ten seconds', () => {
  const lines: string[] = [];
  let now = 0;
  const terminal = {
    print: () => {},
    note: (text: string) => void lines.push(text),
    redraw: null,
    colour: false,
  };
  const progress = new Progress(terminal, () => now);
  for (; now <= 20_000; now += 500) progress.show(step);
  progress.show({ ...step, phase: 'Learning' });
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['Reading', 'Reading', 'Reading', 'Learning']);
});
