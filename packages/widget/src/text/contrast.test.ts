import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrast, readableOn, textOn } from './contrast.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('computes the ratios that WCAG gives', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

it('finds readable text on any brand colour', () => {
  fc.assert(
    fc.property(colour, (brand) => {
      expect(contrast(textOn(brand), brand)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('makes any brand colour readable as text, and leaves a readable one alone', () => {
  fc.assert(
    fc.property(colour, fc.constantFrom('#ffffff', '#f4f5f7', '#16181d', '#23262e'), (brand, surface) => {
      const text = readableOn(brand, surface);
      expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
      expect(text === brand).toBe(contrast(brand, surface) >= 4.5);
    }),
  );
});

it('does not let a broken setting through', () => expect(textOn('red;}')).toBe('#ffffff'));
