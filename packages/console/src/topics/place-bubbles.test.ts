import { describe, expect, test } from 'vitest';
import { labelBubbles, neighbourOf, placeBubbles } from './place-bubbles.ts';

const SIZE = { width: 640, height: 400 };
const point = (id: string, x: number, y: number, volume = 10) => ({ id, x, y, volume });

describe('bubbles', () => {
  test('lie where their topics lie: right is right, and up is up', () => {
    const [left, right, up] = placeBubbles(
      [point('l', -0.8, 0), point('r', 0.8, 0), point('u', 0, 0.9)],
      SIZE,
    );
    expect(left?.x).toBeLessThan(right?.x ?? 0);
    expect(up?.y).toBeLessThan(left?.y ?? 0);
  });

  test('have areas like their volumes, between the least and the most that can be clicked and seen', () => {
    const [one, four, tiny] = placeBubbles(
      [point('1', -0.9, 0, 100), point('4', 0.9, 0, 400), point('t', 0, 0, 0), ...many(40, 900)],
      { width: 4_000, height: 3_000 },
    );
    expect((four?.r ?? 0) / (one?.r ?? 1)).toBeCloseTo(2, 5);
    expect(tiny?.r).toBe(6);
  });

  test('do not hide each other, even where all lie on one place, and none leaves the map', () => {
    const placed = placeBubbles(many(24, 10, 0), SIZE);
    for (const a of placed) {
      expect(a.x - a.r).toBeGreaterThanOrEqual(0);
      expect(a.x + a.r).toBeLessThanOrEqual(SIZE.width);
      expect(a.y - a.r).toBeGreaterThanOrEqual(0);
      expect(a.y + a.r).toBeLessThanOrEqual(SIZE.height);
      for (const b of placed) {
        if (a.id === b.id) continue;
        // Less than a third of the smaller one may be covered in the worst case.
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan((a.r + b.r) * 0.8);
      }
    }
  });
});

test('arrow keys lead to the nearest in their direction, and stay at the edge', () => {
  const placed = [
    { id: 'middle', x: 100, y: 100, r: 10 },
    { id: 'right', x: 160, y: 110, r: 10 },
    { id: 'far', x: 300, y: 100, r: 10 },
    { id: 'below', x: 110, y: 140, r: 10 },
  ];
  expect(neighbourOf(placed, 'middle', 'ArrowRight')).toBe('right');
  expect(neighbourOf(placed, 'right', 'ArrowRight')).toBe('far');
  expect(neighbourOf(placed, 'middle', 'ArrowDown')).toBe('below');
  expect(neighbourOf(placed, 'middle', 'ArrowLeft')).toBe('middle');
  expect(neighbourOf(placed, 'gone', 'ArrowLeft')).toBe('middle');
});

test('a name stands in its bubble where it fits, else below or above, and covers nothing', () => {
  const placed = [
    { id: 'wide', x: 320, y: 200, r: 60 },
    { id: 'narrow', x: 100, y: 200, r: 20 },
    { id: 'below', x: 100, y: 236, r: 10 },
    { id: 'shut in', x: 540, y: 200, r: 12 },
    { id: 'over', x: 540, y: 178, r: 8 },
    { id: 'under', x: 540, y: 222, r: 8 },
  ];
  const labels = labelBubbles(placed, (id) => id, SIZE);
  const of = (id: string) => labels.find((label) => label.id === id);
  expect(of('wide')).toMatchObject({ within: true, x: 320 });
  // Its place below is taken by a bubble.
  expect(of('narrow')?.y).toBeLessThan(180);
  expect(of('below')?.y).toBeGreaterThan(246);
  expect(of('shut in')).toBeUndefined();
});

function many(n: number, volume: number, spread = 1) {
  return Array.from({ length: n }, (_, at) =>
    point(`m${at}`, Math.cos(at * 2.4) * spread * 0.9, Math.sin(at * 2.4) * spread * 0.9, volume),
  );
}
