import { describe, expect, it } from 'vitest';
import type { Told } from './preview-lesson.ts';
import { isSettled, nearestFirst } from './preview-past.ts';

const told = (first: string): Told => ({ action: 'draft', confidence: 0.5, first: [first] });
const same = { id: 'q', before: told('a'), after: told('a') };
const touched = { id: 'q', before: told('a'), after: told('b') };

describe('past questions', () => {
  it('are taken the nearest first, equally near ones in their order', () => {
    expect(nearestFirst([0.1, 3, -1, 3, 2])).toEqual([1, 3, 4, 0, 2]);
  });

  it('are settled once four hundred in a row came out the same', () => {
    const many = (n: number) => Array.from({ length: n }, () => same);
    expect(isSettled(many(399))).toBe(false);
    expect(isSettled(many(400))).toBe(true);
    expect(isSettled([touched, ...many(399)])).toBe(false);
    expect(isSettled([touched, ...many(400)])).toBe(true);
    expect(isSettled([...many(500), touched])).toBe(false);
  });
});
