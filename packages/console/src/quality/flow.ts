/** The tree of outcomes, as parts of parts. Pure. */
import type { Counts, Measure } from '@understudy/contract';

export type Look = 'plain' | 'alone' | 'people' | 'sure' | 'silent' | 'open' | 'draft';

export interface FlowPart {
  readonly measure: Measure;
  readonly count: number;
  /** Of all conversations, 0 to 1: where it begins and how wide it is. */
  readonly start: number;
  readonly width: number;
  readonly look: Look;
}

const BELOW: readonly { of: Measure; parts: readonly (readonly [Measure, Look])[] }[] = [
  {
    of: 'conversations',
    parts: [
      ['answered-alone', 'alone'],
      ['handed-off', 'people'],
    ],
  },
  {
    of: 'answered-alone',
    parts: [
      ['confirmed', 'sure'],
      ['assumed', 'silent'],
      ['undecided', 'open'],
    ],
  },
  {
    of: 'handed-off',
    parts: [
      ['assisted-as-is', 'draft'],
      ['assisted-edited', 'draft'],
      ['by-people', 'people'],
    ],
  },
];

/** Three rows: all, who answered, what became of it. What is no part of a row stays blank; parts never overlap. */
export function flowOf(counts: Counts): readonly (readonly FlowPart[])[] {
  const all = counts.conversations ?? 0;
  if (all === 0) return [];
  const root: FlowPart = { measure: 'conversations', count: all, start: 0, width: 1, look: 'plain' };
  const partsOf = (parent: FlowPart): readonly FlowPart[] => {
    const parts = BELOW.find(({ of }) => of === parent.measure)?.parts ?? [];
    const sum = parts.reduce((total, [measure]) => total + (counts[measure] ?? 0), 0);
    const unit = parent.width / Math.max(parent.count, sum, 1);
    let start = parent.start;
    return parts.flatMap(([measure, look]) => {
      const count = counts[measure] ?? 0;
      const part = { measure, count, start, width: count * unit, look };
      start += part.width;
      return count > 0 ? [part] : [];
    });
  };
  const second = partsOf(root);
  return [[root], second, second.flatMap(partsOf)];
}
