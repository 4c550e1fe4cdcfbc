/** When a guide is broken: too many people did not find on the page what it points at. */
import type { GuideCounts } from './store/index.ts';

/** Any one of them is enough. Two breaks at least: one alone may be a browser's own. */
export const BREAK_RULES = [
  { counted: 'breaks_of_week', atLeast: 3, share: 0 },
  { counted: 'breaks', atLeast: 2, share: 0.3 },
] as const;

export const isBroken = (counts: GuideCounts): boolean =>
  BREAK_RULES.some(({ counted, atLeast, share }) => {
    const breaks = counts[counted];
    return breaks >= atLeast && breaks > share * counts.runs;
  });

/** Of the alarm that a guide is broken. */
export const brokenGuideKey = (guide_id: string): string => `guide ${guide_id}`;
