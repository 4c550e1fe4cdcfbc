import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Measure } from '@understudy/contract';
import { useMemo } from 'react';
import { useNow } from '../ui/use-now.ts';
import { beforeOf, type FigureSearch, type Range, rangeOf } from './range.ts';

/** Of what alone conversations are opened. */
export type OpenedOf = Pick<FigureSearch, 'topic' | 'insight' | 'account'>;

interface Figures {
  readonly search: FigureSearch;
  readonly range: Range;
  /** In UTC. */
  readonly today: string;
  /** The same number of days before; null where nobody compares. */
  readonly before: Range | null;
  /** Changes the part of the address that is named here; the rest stays. */
  readonly change: (part: { readonly [K in keyof FigureSearch]: FigureSearch[K] | undefined }) => void;
  /** Opens the conversations behind a figure; of the page’s topic, where it has one. */
  readonly open: (measure: Measure, of?: OpenedOf) => void;
  readonly close: () => void;
}

const NOTHING = { topic: undefined, insight: undefined, account: undefined };

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
      today,
      before: search.compare ? beforeOf(range) : null,
      change,
      open: (figure, of) => change({ figure, ...NOTHING, topic: search.about, ...of }),
      close: () => change({ figure: undefined, ...NOTHING }),
    };
  }, [search, today, navigate]);
}
