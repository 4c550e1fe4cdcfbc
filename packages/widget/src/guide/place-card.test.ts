import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeCard } from './place-card.ts';

const CARD = { width: 300, height: 140 };

it('stands below, above where there is no room, and in the corner for no target', () => {
  const view = { width: 1_000, height: 800 };
  const target = { left: 400, top: 100, width: 100, height: 40 };
  expect(placeCard(target, CARD, view)).toEqual({ left: 300, top: 152 });
  expect(placeCard({ ...target, top: 700 }, CARD, view)).toEqual({ left: 300, top: 548 });
  expect(placeCard(null, CARD, view)).toEqual({ left: 688, top: 648 });
});

it('never leaves the window, and covers a small target nowhere in a window with room', () => {
  fc.assert(
    fc.property(fc.nat(1_100), fc.nat(700), (left, top) => {
      const target = { left, top, width: 90, height: 36 };
      const at = placeCard(target, CARD, { width: 1_200, height: 800 });
      expect(at.left >= 0 && at.top >= 0 && at.left + 300 <= 1_200 && at.top + 140 <= 800).toBe(true);
      const apart =
        at.left + 300 <= left || left + 90 <= at.left || at.top + 140 <= top || top + 36 <= at.top;
      expect(apart).toBe(true);
    }),
  );
});
