import { describe, expect, it } from 'vitest';
import { isCorroborated } from './corroboration.ts';

/** A direction of the plane, in degrees. */
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const asked = { vector: at(0), account: 'a', author: 'mira' };
const other = { vector: at(20), account: 'b', author: 'kofi' };

describe('isCorroborated', () => {
  it('where somebody else says the same of a question clearly nearer than what the memory goes by', () => {
    expect(isCorroborated(asked, { waiting: [other], loudest: at(30) })).toBe(true);
    expect(isCorroborated(asked, { waiting: [other], loudest: at(-30) })).toBe(true);
    expect(isCorroborated(asked, { waiting: [other], loudest: at(21) })).toBe(false);
    expect(isCorroborated(asked, { waiting: [other], loudest: at(10) })).toBe(false);
    expect(isCorroborated(asked, { waiting: [], loudest: at(30) })).toBe(false);
  });

  it('is not told by the lengths of vectors', () => {
    const long = { ...other, vector: at(20).map((each) => 9 * each) };
    expect(isCorroborated(asked, { waiting: [long], loudest: at(30) })).toBe(true);
    expect(isCorroborated(asked, { waiting: [long], loudest: at(10) })).toBe(false);
  });

  it.each([
    ['the same account', { account: 'a' }],
    ['the same person', { author: 'mira' }],
    ['nobody known', { account: null }],
    ['no author', { author: null }],
    ['no vector', { vector: null }],
  ])('%s corroborates nothing', (_, change) => {
    expect(isCorroborated(asked, { waiting: [{ ...other, ...change }], loudest: at(30) })).toBe(false);
    const others = { waiting: [other], loudest: at(30) };
    expect(isCorroborated({ ...asked, account: null }, others)).toBe(false);
    expect(isCorroborated({ ...asked, vector: null }, others)).toBe(false);
    expect(isCorroborated(asked, { ...others, loudest: null })).toBe(false);
  });
});
