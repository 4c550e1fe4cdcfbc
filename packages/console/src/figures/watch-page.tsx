import type { UseQueryResult } from '@tanstack/react-query';
import type { SavedView } from '@understudy/contract';
import type { ReactNode } from 'react';
import { agoWords } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/use-now.ts';
import { useTitle } from '../ui/use-title.ts';
import { DrillDown } from './drill-down.tsx';
import { RangePicker } from './range-picker.tsx';
import { SavedViews } from './saved-views.tsx';

interface WatchPageProps<T> {
  readonly title: string;
  readonly lead: ReactNode;
  readonly page: SavedView['page'];
  /** What the page is made of; failed and loading are shown here. */
  readonly query: UseQueryResult<T>;
  readonly as_of?: string | null | undefined;
  /** False where nothing on the page depends on days. */
  readonly hasRange?: boolean;
  readonly actions?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A page that watches: days and views above, the opened figure beside, its states where there is nothing to see. */
export function WatchPage<T>({
  title,
  lead,
  page,
  query,
  as_of,
  hasRange = true,
  actions,
  children,
}: WatchPageProps<T>) {
  useTitle(title);
  const now_ms = useNow();
  return (
    <main className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-[2200px] flex-col gap-3 px-4 pt-4 pb-20 md:px-6 md:pb-4">
        <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            <p className="max-w-3xl text-sm text-muted">
              {lead}
              {as_of && (
                <span className="text-faint" title={as_of}>
                  {' '}
                  Counted {agoWords(as_of, now_ms)}.
                </span>
              )}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            {hasRange && <RangePicker />}
            <SavedViews page={page} />
          </div>
        </header>
        {query.isPending && <Skeleton rows={3} className="h-44" />}
        {query.isError && query.data === undefined && (
          <Failed error={query.error} what={title} onRetry={() => void query.refetch()} />
        )}
        {query.data !== undefined && children(query.data)}
      </div>
      <DrillDown />
    </main>
  );
}
