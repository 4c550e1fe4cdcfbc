/** Which part of an axis is shown. Pure; places are seconds on an axis of time, and shares on one of shares. */

export interface Span {
  readonly min: number;
  readonly max: number;
}

const LEAST_S = 2 * 86_400;

/** Within `whole`, and never narrower than `least`, as a rule two days. */
export function clampSpan({ min, max }: Span, whole: Span, least = LEAST_S): Span {
  const width = Math.min(whole.max - whole.min, Math.max(least, max - min));
  const from = Math.min(Math.max(min, whole.min), whole.max - width);
  return { min: from, max: from + width };
}

/** `factor` below 1 goes closer; `at` stays where it is. */
export function zoomed({ min, max }: Span, whole: Span, factor: number, at: number, least?: number): Span {
  return clampSpan({ min: at - (at - min) * factor, max: at + (max - at) * factor }, whole, least);
}

export const moved = ({ min, max }: Span, whole: Span, share: number, least?: number): Span =>
  clampSpan({ min: min + (max - min) * share, max: max + (max - min) * share }, whole, least);

export const isWhole = (span: Span, whole: Span): boolean => span.min <= whole.min && span.max >= whole.max;

/** Marks whose places would touch are told together. `gap`: the least distance. */
export function gathered<T extends { readonly place: number }>(
  marks: readonly T[],
  gap: number,
): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (const mark of marks.toSorted((a, b) => a.place - b.place)) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && mark.place - first.place < gap) group.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
