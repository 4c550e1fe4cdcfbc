import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Measure } from '@understudy/contract';
import { useMemo } from 'react';
import { useNow } from '../ui/use-now.ts';
import { beforeOf, type FigureSearch, type Range, rangeOf } from './range.ts';

interface Figures {
  readonly search: FigureSearch;
  readonly range: Range;
  /** The same number of days before; null where nobody compares. */
  readonly before: Range | null;
  /** Changes the part of the address that is named here; the rest stays. */
  readonly change: (part: { readonly [K in keyof FigureSearch]: FigureSearch[K] | undefined }) => void;
  /** Opens the conversations behind a figure. */
  readonly open: (measure: Measure, topic_id?: string) => void;
}

/** Range, comparison and opened figure of the page, which stand in its address. */
export function useFigures(): Figures {
  const search: FigureSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  // The day changes at midnight, not with every tick of the clock.
  const today = new Date(useNow()).toISOString().slice(0, 10);
  return useMemo(() => {
    const range = rangeOf(search, Date.parse(today));
    const change: Figures['change'] = (part) =>
      void navigate({ to: '.', search: ((old: object) => ({ ...old, ...part })) as never });
    return {
      search,
      range,
      before: search.compare ? beforeOf(range) : null,
      change,
      open: (figure, topic) => change({ figure, topic }),
    };
  }, [search, today, navigate]);
}
