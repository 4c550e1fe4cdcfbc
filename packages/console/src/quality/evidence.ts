import type { HarmWatch } from '@understudy/contract';

/** How far evidence has come towards where it acts, 0 to 1, on a scale of orders of magnitude. Pure. */
export const evidenceShare = ({ evidence, acts_at }: Pick<HarmWatch, 'evidence' | 'acts_at'>): number =>
  Math.min(1, Math.log1p(evidence) / Math.log1p(acts_at));
