import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ConversationSummary } from '@understudy/contract';
import { Hourglass } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { View } from '../api/queries.ts';
import { ago } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import { PriorityBadge } from './priority.tsx';
import { customerName, DraftBadge, StatusBadge } from './status-badge.tsx';

const ROW_HEIGHT_PX = 88;

export interface ConversationListProps {
  readonly items: readonly ConversationSummary[];
  readonly view: View;
  readonly q: string | undefined;
  readonly cursorId: string | undefined;
  readonly onEnd: () => void;
}

export function ConversationList({ items, view, q, cursorId, onEnd }: ConversationListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now_ms = useNow();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const atEnd = (shown.at(-1)?.index ?? 0) >= items.length - 1;
  useEffect(() => {
    if (atEnd) onEnd();
  }, [atEnd, onEnd]);
  const cursor = items.findIndex((item) => item.id === cursorId);
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor);
  }, [cursor, rows]);

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map((row) => {
          const item = items[row.index];
          return (
            item && (
              <li
                key={item.id}
                className="absolute inset-x-0"
                style={{ height: ROW_HEIGHT_PX, transform: `translateY(${row.start}px)` }}
              >
                <Link
                  to="/inbox/{-$view}/{-$id}"
                  params={{ view, id: item.id }}
                  search={q === undefined ? {} : { q }}
                  data-cursor={item.id === cursorId}
                  className="flex h-full flex-col justify-center gap-0.5 border-b border-l-2 border-l-transparent px-4 transition-colors outline-offset-[-3px] hover:bg-hover aria-[current=page]:border-l-accent aria-[current=page]:bg-accent-soft data-[cursor=true]:border-l-accent"
                >
                  <Row item={item} now_ms={now_ms} />
                </Link>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row({ item, now_ms }: { item: ConversationSummary; now_ms: number }) {
  return (
    <>
      <span className="flex items-center gap-2">
        {item.unread && (
          <span role="img" aria-label="Unread" className="size-2 shrink-0 rounded-full bg-accent" />
        )}
        <span className={`min-w-0 flex-1 truncate text-sm ${item.unread ? 'font-semibold' : 'font-medium'}`}>
          {customerName(item)}
        </span>
        {item.status === 'waiting' && <PriorityBadge level={item.priority} />}
        {item.waiting_since ? (
          <span className="figures flex items-center gap-1 text-xs text-warn" title="Waiting for an answer">
            <Hourglass className="size-3" aria-hidden />
            <span className="sr-only">waiting </span>
            {ago(item.waiting_since, now_ms)}
          </span>
        ) : (
          <span className="figures text-xs text-muted">{ago(item.updated_at, now_ms)}</span>
        )}
      </span>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm">{item.subject}</span>
        {item.has_draft && item.status !== 'resolved' ? <DraftBadge /> : <StatusBadge conversation={item} />}
      </span>
      <span className="truncate text-xs text-muted">{item.preview}</span>
    </>
  );
}
