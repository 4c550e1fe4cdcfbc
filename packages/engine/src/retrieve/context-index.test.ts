import { expect, it } from 'vitest';
import { ContextCounts } from './context-counts.ts';
import { ContextIndex, foundByContext } from './context-index.ts';

type Kept = readonly [owner: number, ...context: string[]];

/** `gone`: slots that count for none. */
function found(kept: readonly Kept[], asked: readonly string[], gone: readonly number[] = []) {
  const [index, usual] = [new ContextIndex(), new ContextCounts()];
  const counts = new Map<number, ContextCounts>();
  for (const [slot, [owner, ...context]] of kept.entries()) {
    index.add(slot, context);
    usual.add(context);
    const own = counts.get(owner) ?? new ContextCounts(usual);
    counts.set(owner, own);
    if (!gone.includes(slot)) own.add(context);
  }
  return foundByContext(asked, {
    slotsWith: (token) => index.with(token),
    ownerOf: (slot) => (gone.includes(slot) ? -1 : kept[slot][0]),
    countsOf: (owner) => counts.get(owner) as ContextCounts,
    usual,
  });
}

const times = (count: number, ...kept: Kept): Kept[] => Array.from({ length: count }, () => kept);

it('brings up first whose exemplars have the token oftenest, and nobody who has it little oftener than is usual', () => {
  const kept = [
    ...times(3, 1, 'page:/dns'),
    ...times(4, 2, 'page:/dns'),
    ...times(4, 2, 'page:/home'),
    ...times(1, 3, 'page:/dns'),
    ...times(20, 3, 'page:/home'),
    ...times(9, 4, 'page:/home'),
  ];
  expect(found(kept, ['page:/dns'])).toEqual([1, 2]);
  expect(found(kept, ['page:/dns', 'page:/home'])).toEqual([1, 2]);
});

it('brings up an answer of this morning, however often its page was seen before', () => {
  const kept = [
    ...times(2_000, 1, 'page:/home'),
    ...times(8_000, 2, 'page:/start'),
    ...times(1, 3, 'page:/home'),
  ];
  expect(found(kept, ['page:/home'])).toContain(3);
});

it('brings up four at most, and of equals the one that came first', () => {
  const kept = [8, 7, 6, 5, 4, 3].flatMap((owner) => [
    ...times(2, owner, 'page:/a'),
    ...times(9, 99, 'page:/b'),
  ]);
  expect(found(kept, ['page:/a'])).toEqual([3, 4, 5, 6]);
});

it('knows nothing of what is gone, of what nobody has said, or without a context', () => {
  const kept = [...times(2, 1, 'page:/a'), ...times(2, 2, 'page:/a'), ...times(9, 3, 'page:/b')];
  expect(found(kept, ['page:/a'], [0, 1])).toEqual([2]);
  expect(found(kept, ['page:/never', '__proto__:x', 'page:'])).toEqual([]);
  expect(found(kept, [])).toEqual([]);
});

it('looks at the rarest four tokens', () => {
  const common = Array.from({ length: 4 }, (_, i) => `k${i}:x`);
  const kept = [
    ...times(2, 1, 'page:/a', ...common),
    ...times(2, 2, 'other:x', ...common),
    ...times(20, 3, 'page:/b', 'other:y', ...common),
  ];
  expect(found(kept, [...common, 'page:/a'])).toEqual([1]);
  const rarer = Array.from({ length: 4 }, (_, i) => `r${i}:x`);
  expect(found([...kept, [4, ...rarer]], [...rarer, 'page:/a'])).toEqual([]);
});
