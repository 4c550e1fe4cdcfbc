import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { YoungReleases } from './young-releases.ts';

const on = (release: string) => [`release:${release}`, 'plan:free'];

/** Releases of thirty lessons each; of the first twenty on each after the first, so many bring something new. */
function taught(fresh: number, releases: number): YoungReleases {
  const memory = new YoungReleases();
  for (let release = 0; release < releases; release++)
    for (let i = 0; i < 30; i++)
      memory.add(release > 0 && i < fresh ? `new-${release}-${i}` : `known-${i % 5}`, on(`${release}`));
  return memory;
}

describe('YoungReleases', () => {
  it('tells how much more strangers young releases have brought', () => {
    // Young: 10 of 20 on one release. Grown: 5 of 40, its first five; (5 + 1) / (40 + 2) = 1 / 7.
    const young = (10 + 20 / 7) / 40;
    const odds = Math.log((young / (1 - young)) * 6);
    expect(taught(10, 2).oddsOf(on('next'))).toBeCloseTo(odds, 12);
    expect(taught(10, 2).oddsOf(on('1'))).toBe(0);
    // Until a release has grown, nobody knows what it brings.
    const growing = taught(10, 1);
    for (let i = 0; i < 19; i++) growing.add(`new-${i}`, on('1'));
    expect(growing.oddsOf(on('1'))).toBe(0);
    expect(taught(10, 6).oddsOf(on('next'))).toBeGreaterThan(odds);
  });

  it('says nothing where releases bring nothing new, or nothing is known of that', () => {
    expect(taught(0, 6).oddsOf(on('next'))).toBe(0);
    expect(taught(10, 1).oddsOf(on('next'))).toBe(0);
    expect(new YoungReleases().oddsOf(on('next'))).toBe(0);
  });

  it('is silent without a release, and takes the first one for old', () => {
    expect(taught(10, 6).oddsOf(['plan:free'])).toBe(0);
    const beginning = new YoungReleases();
    for (let i = 0; i < 19; i++) beginning.add(`r${i}`, on('1'));
    expect(beginning.oddsOf(on('1'))).toBe(0);
    const silent = new YoungReleases();
    for (let i = 0; i < 50; i++) silent.add(`r${i}`, ['plan:free']);
    expect(silent.oddsOf(on('1'))).toBe(0);
  });

  it('never makes a question less strange, and no more than threefold in log-odds', () => {
    const lesson = fc.tuple(fc.nat(30), fc.nat(6));
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 200 }), (lessons) => {
        const memory = new YoungReleases();
        for (const [resolution, release] of lessons) memory.add(`r${resolution}`, on(`${release}`));
        const odds = memory.oddsOf(on('next'));
        expect(odds).toBeGreaterThanOrEqual(0);
        expect(odds).toBeLessThanOrEqual(3);
      }),
    );
  });
});
