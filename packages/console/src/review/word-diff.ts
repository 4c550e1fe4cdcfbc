/**
 * What changed from one text to another, word by word, by the longest common subsequence.
 *
 * Words carry the white space after them and are compared without it. Time and memory are the product of the two
 * lengths in words, after the common beginning and end: at most 12 million cells (24 MB), above which the whole middle
 * counts as replaced. Two texts of the longest that the contract takes, of ordinary words, fit.
 */

export interface Change {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

const MAX_CELLS = 12_000_000;

/** The texts of `same` are those of `after`: what is same and added joins to `after`. */
export function wordDiff(before: string, after: string): readonly Change[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const start = commonLength(a, b, (index) => [index, index]);
  const rest = commonLength(a.slice(start), b.slice(start), (index, x, y) => [x - 1 - index, y - 1 - index]);
  const middleA = a.slice(start, a.length - rest);
  const middleB = b.slice(start, b.length - rest);
  return joined([
    ...b.slice(0, start).map(change('same')),
    ...middle(middleA, middleB),
    ...b.slice(b.length - rest).map(change('same')),
  ]);
}

const wordsOf = (text: string): readonly string[] => text.match(/\s*\S+\s*|^\s+$/g) ?? [];
const isSame = (a: string | undefined, b: string | undefined) => a?.trim() === b?.trim();
const change = (kind: Change['kind']) => (text: string) => ({ kind, text });

type Words = readonly string[];

function commonLength(a: Words, b: Words, at: (index: number, x: number, y: number) => [number, number]) {
  const most = Math.min(a.length, b.length);
  for (let index = 0; index < most; index++) {
    const [x, y] = at(index, a.length, b.length);
    if (!isSame(a[x], b[y])) return index;
  }
  return most;
}

function middle(a: Words, b: Words): readonly Change[] {
  if ((a.length + 1) * (b.length + 1) > MAX_CELLS)
    return [...a.map(change('removed')), ...b.map(change('added'))];
  const keys = { a: a.map((word) => word.trim()), b: b.map((word) => word.trim()) };
  const width = b.length + 1;
  const lengths = lengthsOf(keys.a, keys.b, width);
  /** Whether at least as much stays in common where the old word goes rather than the new one comes. */
  const isLongerWithout = (x: number, y: number) =>
    at(lengths, (x + 1) * width + y) >= at(lengths, x * width + y + 1);
  const changes: Change[] = [];
  let x = 0;
  let y = 0;
  while (x < a.length || y < b.length) {
    if (x < a.length && y < b.length && keys.a[x] === keys.b[y]) {
      changes.push({ kind: 'same', text: b[y++] ?? '' });
      x++;
    } else if (y === b.length || (x < a.length && isLongerWithout(x, y))) {
      changes.push({ kind: 'removed', text: a[x++] ?? '' });
    } else {
      changes.push({ kind: 'added', text: b[y++] ?? '' });
    }
  }
  return changes;
}

/** At `x * width + y`: how many words the ends of both texts from there on have in common. */
function lengthsOf(a: Words, b: Words, width: number): Uint16Array {
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let x = a.length - 1; x >= 0; x--) {
    for (let y = b.length - 1; y >= 0; y--) {
      const here = x * width + y;
      lengths[here] =
        a[x] === b[y]
          ? at(lengths, here + width + 1) + 1
          : Math.max(at(lengths, here + width), at(lengths, here + 1));
    }
  }
  return lengths;
}

const at = (lengths: Uint16Array, index: number): number => lengths[index] ?? 0;

/** Neighbours of one kind as one; what was removed stands apart from what is beside it. */
function joined(changes: readonly Change[]): readonly Change[] {
  const out: Change[] = [];
  for (const { kind, text } of changes) {
    const last = out.at(-1);
    if (last?.kind === kind) out[out.length - 1] = { kind, text: last.text + text };
    else out.push({ kind, text });
  }
  return out.map((item, index) =>
    item.kind === 'removed' ? { ...item, text: apart(item.text, out[index - 1], out[index + 1]) } : item,
  );
}

/** White space at the end of a text belongs to no word, so that it may have gone with the word after it. */
function apart(text: string, before: Change | undefined, after: Change | undefined): string {
  const isGlued = (left: string, right: string) => !/\s$/.test(left) && !/^\s/.test(right);
  const start = before && isGlued(before.text, text) ? ' ' : '';
  const end = after && isGlued(text, after.text) ? ' ' : '';
  return start + text + end;
}
