/**
 * Where the bubbles of the map stand: near their place, as large as their volume, without hiding each other. Pure; px.
 * Pairs that overlap are pushed apart in rounds, O(rounds × n²): the caller limits how many there are.
 */
export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}
interface Point {
  readonly id: string;
  /** In [-1, 1]. */
  readonly x: number;
  readonly y: number;
  readonly volume: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

const ROUNDS = 80;
const GAP = 3;
const LEAST_R = 6;
/** Of the map, by all bubbles together. */
const COVERED = 0.24;

export function placeBubbles(points: readonly Point[], size: Size): Placed[] {
  const volume = points.reduce((sum, point) => sum + point.volume, 0) || 1;
  const area = size.width * size.height * COVERED;
  const most = Math.min(size.width, size.height) / 7;
  const radius = (share: number) => Math.min(most, Math.max(LEAST_R, Math.sqrt((area * share) / Math.PI)));
  const placed = points.map(({ id, x, y, volume: own }) => {
    const r = radius(own / volume);
    return inside({ id, r, x: spread(x, size.width, most), y: spread(-y, size.height, most) }, size);
  });
  for (let round = 0; round < ROUNDS; round++) if (!pushApart(placed, size)) break;
  return placed;
}

/** [-1, 1] onto the width, with room for the largest at its ends. */
const spread = (value: number, length: number, margin: number) =>
  margin + ((value + 1) / 2) * Math.max(0, length - 2 * margin);

function inside(bubble: Placed, { width, height }: Size): Placed {
  const within = (value: number, length: number) =>
    Math.min(Math.max(value, bubble.r + 1), Math.max(bubble.r + 1, length - bubble.r - 1));
  return { ...bubble, x: within(bubble.x, width), y: within(bubble.y, height) };
}

/** One round, in place; false where nothing overlapped. The smaller one gives way more. */
function pushApart(placed: Placed[], size: Size): boolean {
  let moved = false;
  for (let i = 0; i < placed.length; i++) {
    for (let j = i + 1; j < placed.length; j++) {
      const [a, b] = [placed[i], placed[j]];
      const distance = Math.hypot(b.x - a.x, b.y - a.y);
      const missing = a.r + b.r + GAP - distance;
      if (missing <= 0.5) continue;
      moved = true;
      // On the very same place they go apart in a direction that depends on their order alone.
      const [dx, dy] =
        distance > 0.01 ? [(b.x - a.x) / distance, (b.y - a.y) / distance] : [Math.cos(j), Math.sin(j)];
      const ofA = b.r / (a.r + b.r);
      placed[i] = inside({ ...a, x: a.x - dx * missing * ofA, y: a.y - dy * missing * ofA }, size);
      placed[j] = inside(
        { ...b, x: b.x + dx * missing * (1 - ofA), y: b.y + dy * missing * (1 - ofA) },
        size,
      );
    }
  }
  return moved;
}

const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type Arrow = keyof typeof STEP;
export const isArrow = (key: string): key is Arrow => Object.hasOwn(STEP, key);

/** The nearest in that direction, within 45° of it first; the same where there is none. */
export function neighbourOf(placed: readonly Placed[], id: string, arrow: Arrow): string {
  const from = placed.find((bubble) => bubble.id === id);
  if (!from) return placed[0]?.id ?? id;
  const [sx, sy] = STEP[arrow];
  let best = { id, cost: Number.POSITIVE_INFINITY };
  for (const { id: other, x, y } of placed) {
    const along = (x - from.x) * sx + (y - from.y) * sy;
    const across = Math.abs((x - from.x) * sy) + Math.abs((y - from.y) * sx);
    const cost = along + across * (across > along ? 4 : 1);
    if (other !== id && along > 0 && cost < best.cost) best = { id: other, cost };
  }
  return best.id;
}

interface Label {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Within its bubble, below the figure. */
  readonly within: boolean;
}
const CHARACTER = 6.1;
const LINE = 14;

/** Names in their bubbles where they fit; else below or above, the largest first, where nothing is covered. */
export function labelBubbles(placed: readonly Placed[], nameOf: (id: string) => string, size: Size): Label[] {
  const labels: (Label & { half: number })[] = [];
  for (const { id, x, y, r } of placed.toSorted((a, b) => b.r - a.r)) {
    const text = nameOf(id);
    const half = (text.length * CHARACTER) / 2;
    if (Math.hypot(half + 4, LINE * 1.3) <= r) {
      labels.push({ id, text, x, y: y + LINE, within: true, half });
      continue;
    }
    const at = Math.min(Math.max(x, half + 2), size.width - half - 2);
    const places = [y + r + LINE - 2, y - r - 5].map((base) => ({
      id,
      text,
      x: at,
      y: base,
      within: false,
      half,
    }));
    const free = places.find((label) => isFree(label, { labels, placed, size }));
    if (free) labels.push(free);
  }
  return labels;
}

interface Taken {
  readonly labels: readonly (Label & { readonly half: number })[];
  readonly placed: readonly Placed[];
  readonly size: Size;
}

function isFree(
  { id, x, y, half }: Label & { readonly half: number },
  { labels, placed, size }: Taken,
): boolean {
  if (y > size.height - 3 || y < LINE || half * 2 > size.width) return false;
  const hides = (bubble: Placed) =>
    bubble.id !== id &&
    bubble.y + bubble.r > y - LINE + 3 &&
    bubble.y - bubble.r < y + 2 &&
    Math.abs(bubble.x - x) < half + bubble.r;
  const touches = (other: Taken['labels'][number]) =>
    Math.abs(other.y - y) < LINE && Math.abs(other.x - x) < other.half + half + 4;
  return !placed.some(hides) && !labels.some(touches);
}
