import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from './counts.ts';
import { Follows } from './follows.ts';
import { orderOf } from './order-steps.ts';

function followsOf(paths: readonly string[]): Follows {
  const follows = new Follows();
  for (const path of paths) follows.change(path.split(''), 1);
  return follows;
}

describe('the order of steps', () => {
  it('breaks a circle of majorities where it is weakest', () => {
    // Tideman's margins: a before b by 3, b before c by 2, c before a by 1. The last one would close the circle.
    const votes = ['ab', 'ab', 'ab', 'bc', 'bc', 'ca'];
    expect(orderOf(followsOf(votes), ['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
  });

  it('comes together from paths that have few steps in common', () => {
    expect(orderOf(followsOf(['ab', 'cd', 'bc']), ['d', 'c', 'b', 'a'])).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets a question stay before the call, though half of the paths ask it only when calling again', () => {
    // First occurrences alone are even here (q before d twice, d before q twice); what was done last tells.
    const follows = followsOf(['qdq', 'qdq', 'dq', 'dq']);
    expect(follows.precedes.of(keyOf('q', 'd'))).toBe(follows.precedes.of(keyOf('d', 'q')));
    expect(orderOf(follows, ['q', 'd'])).toEqual(['d', 'q']);
  });

  it('keeps an order that no path contradicts, however many steps are skipped', () => {
    const skipping = fc
      .array(fc.subarray(['e', 'd', 'c', 'b', 'a'], { minLength: 2 }), { minLength: 1, maxLength: 12 })
      .map((paths) => ['edcba', ...paths.map((path) => path.join(''))]);
    fc.assert(
      fc.property(skipping, (paths) => {
        expect(orderOf(followsOf(paths), ['a', 'b', 'c', 'd', 'e'])).toEqual(['e', 'd', 'c', 'b', 'a']);
      }),
    );
  });
});
