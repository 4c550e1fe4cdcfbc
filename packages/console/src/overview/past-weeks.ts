import type { DailyFigures } from '@understudy/contract';

interface Week {
  /** Its last day. */
  readonly day: string;
  /** Answered alone of all conversations; null where there was none. */
  readonly share: number | null;
}

/** The last whole weeks, oldest first, at most `most`: what a forecast goes on from. Pure. */
export function pastWeeks(days: readonly DailyFigures[], most = 8): readonly Week[] {
  const weeks = Math.min(most, Math.floor(days.length / 7));
  return Array.from({ length: weeks }, (_, at) => {
    const start = days.length - (weeks - at) * 7;
    const week = days.slice(start, start + 7);
    const sum = (measure: 'answered-alone' | 'conversations') =>
      week.reduce((total, { counts }) => total + (counts[measure] ?? 0), 0);
    const all = sum('conversations');
    return { day: week.at(-1)?.day ?? '', share: all === 0 ? null : sum('answered-alone') / all };
  });
}
