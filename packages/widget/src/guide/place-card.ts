/** Where the card of a step stands beside what it points at. Pure; in CSS pixels of the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 12;

/** Below, above, right, left: the first side on which it covers nothing of the target; else where it covers least. */
export function placeCard(target: Box | null, card: Size, view: Size): { left: number; top: number } {
  const corner = { left: view.width - card.width - GAP, top: view.height - card.height - GAP };
  if (target === null) return inside(corner, card, view);
  const middle = {
    left: target.left + (target.width - card.width) / 2,
    top: target.top + (target.height - card.height) / 2,
  };
  const sides = [
    { left: middle.left, top: target.top + target.height + GAP },
    { left: middle.left, top: target.top - card.height - GAP },
    { left: target.left + target.width + GAP, top: middle.top },
    { left: target.left - card.width - GAP, top: middle.top },
    corner,
    { left: GAP, top: GAP },
  ].map((side) => inside(side, card, view));
  const covered = sides.map((side) => overlap({ ...side, ...card }, target));
  return sides[covered.indexOf(Math.min(...covered))] ?? corner;
}

function inside({ left, top }: { left: number; top: number }, card: Size, view: Size) {
  const within = (value: number, most: number) => Math.max(GAP, Math.min(value, most - GAP));
  return { left: within(left, view.width - card.width), top: within(top, view.height - card.height) };
}

/** Area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
