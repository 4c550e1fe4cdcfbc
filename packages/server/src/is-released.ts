import type { ResolutionRow } from './store/index.ts';

/** Whether customers may be told it. */
export function isReleased({ stage, retired_at }: Pick<ResolutionRow, 'stage' | 'retired_at'>): boolean {
  return (stage === 'suggest' || stage === 'auto') && retired_at === null;
}
