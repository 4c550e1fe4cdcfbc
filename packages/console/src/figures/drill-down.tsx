import { Dialog } from '@base-ui/react/dialog';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { FigureRow, Measure, Query } from '@understudy/contract';
import { Download, MessagesSquare, X } from 'lucide-react';
import { urlOf } from '../api/client.ts';
import { figureRowsQuery } from '../api/figure-queries.ts';
import { dayWords } from '../charts/days.ts';
import { buttonClass } from '../ui/button.tsx';
import { count, plural } from '../ui/format.ts';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { MEASURES } from './measures.ts';
import { Recompute } from './recompute.tsx';
import { FigureRowItem } from './row-item.tsx';
import type { Range } from './range.ts';
import { useFigures } from './use-figures.ts';

interface DrillDownProps {
  /** On the page of an incident: its conversations, in its own days. */
  readonly incident?: Range & { readonly id: string };
}

/** The conversations behind the figure that the address names; nothing where it names none. */
export function DrillDown({ incident }: DrillDownProps) {
  const { search, range, close } = useFigures();
  const { figure, topic, insight, account } = search;
  if (!figure) return null;
  const { id, ...days } = incident ?? { ...range, id: undefined };
  const asked = {
    ...days,
    measure: figure,
    ...(topic !== undefined && { topic_id: topic }),
    ...(insight !== undefined && { insight_id: insight }),
    ...(account !== undefined && { account }),
    ...(id !== undefined && { incident_id: id }),
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-50 flex w-[min(560px,100vw)] flex-col border-l border-line bg-raised shadow-pop outline-none">
          <Opened asked={asked} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Asked = Range & Query<'listFigureRows'> & { readonly measure: Measure };

function Opened({ asked }: { asked: Asked }) {
  const { from, to, measure, topic_id, insight_id, account } = asked;
  const list = useInfiniteQuery(figureRowsQuery(asked));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  const { name, means } = MEASURES[measure];
  return (
    <>
      <header className="border-b border-line px-4 py-3">
        <div className="flex items-start justify-between gap-3">
          <div>
            <Dialog.Title className="text-base font-semibold">
              {name}
              {total !== undefined && <span className="figures text-muted"> · {count(total)}</span>}
            </Dialog.Title>
            <p className="text-xs text-muted">
              {dayWords(from)} to {dayWords(to)}
              {(topic_id ?? insight_id) !== undefined && rows[0]?.topic && ` · ${rows[0].topic}`}
              {account !== undefined && ` · ${account}`}
            </p>
          </div>
          <Dialog.Close
            aria-label="Close"
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover"
          >
            <X className="size-4" aria-hidden />
          </Dialog.Close>
        </div>
        <Dialog.Description className="mt-2 text-sm text-muted">{means}</Dialog.Description>
        <div className="mt-3 flex flex-col gap-2">
          <Export asked={asked} />
          <Recompute />
        </div>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto" tabIndex={-1}>
        <Rows list={list} rows={rows} />
      </div>
    </>
  );
}

/** Every row behind the figure, not only those on show. */
function Export({ asked }: { asked: Asked }) {
  const href = (format: 'csv' | 'ndjson') =>
    urlOf('listFigureRows', {}, { ...asked, format }).replace('/figures/conversations', '/figures/export');
  return (
    <div className="flex gap-2">
      {(['csv', 'ndjson'] as const).map((format) => (
        <a key={format} href={href(format)} download className={buttonClass()}>
          <Download className="size-3.5" aria-hidden />
          All rows as {format === 'csv' ? 'CSV' : 'JSON lines'}
        </a>
      ))}
    </div>
  );
}

interface RowsProps {
  readonly list: ReturnType<typeof useInfiniteQuery<unknown>>;
  readonly rows: readonly FigureRow[];
}

function Rows({ list, rows }: RowsProps) {
  if (list.isPending) return <Skeleton rows={8} className="h-12" />;
  if (list.isError)
    return <Failed error={list.error} what="The conversations" onRetry={() => void list.refetch()} />;
  if (rows.length === 0)
    return (
      <Empty icon={<MessagesSquare />} title="No conversation">
        None was counted here in these days.
      </Empty>
    );
  return (
    <>
      <ul className="divide-y divide-line" aria-label={plural(rows.length, 'conversation')}>
        {rows.map((row) => (
          <FigureRowItem key={row.conversation_id} row={row} />
        ))}
      </ul>
      <div className="flex justify-center p-4">
        <ShowMore list={list} size="medium" />
      </div>
    </>
  );
}
