/** Three panes: views (sidebar), list, thread, and what the AI agent thought. Below 769 px one at a time. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Inbox, MessagesSquare, Search } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { conversationsQuery, countsQuery, meQuery, type View } from '../api/queries.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { countOfView, VIEWS, viewOf } from '../app/views.ts';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ContextPane } from './context-pane.tsx';
import { ConversationList } from './conversation-list.tsx';
import { neighbour } from './neighbour.ts';
import { Thread } from './thread.tsx';
import { useContextOpen } from './use-context-open.ts';

const route = getRouteApi('/shell/inbox/{-$view}/{-$id}');

export function InboxPage() {
  const { view: viewText, id } = route.useParams();
  const { q } = route.useSearch();
  const view = viewOf(viewText);
  const me = useQuery(meQuery).data;
  const list = useInfiniteQuery(conversationsQuery(view, q ?? ''));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [decisionId, setDecisionId] = useState<string | null>(null);
  const [contextOpen, setContextOpen] = useContextOpen();
  const label = VIEWS.find((entry) => entry.id === view)?.label ?? '';
  useTitle(`${label} · Inbox`);
  const searchInput = useRef<HTMLInputElement>(null);
  const cursorId = useListCommands({
    ids: useMemo(() => items.map((item) => item.id), [items]),
    id,
    view,
    searchInput,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <div className="relative flex min-h-0 flex-1">
      <main className="flex min-h-0 min-w-0 flex-1">
        <h1 className="sr-only">Inbox: {label}</h1>
        <section
          aria-label="Conversations"
          className={`min-h-0 w-full flex-col border-r border-line bg-surface md:flex md:w-80 md:shrink-0 xl:w-88 ${id ? 'hidden' : 'flex'}`}
        >
          <ListHeader view={view} label={label} searchInput={searchInput} />
          {list.isPending && <Skeleton rows={7} className="h-16" />}
          {list.isError && (
            <Failed error={list.error} what="Conversations" onRetry={() => void list.refetch()} />
          )}
          {list.data && items.length === 0 && <NothingHere view={view} q={q} />}
          {items.length > 0 && (
            <ConversationList items={items} view={view} q={q} cursorId={cursorId} onEnd={more} />
          )}
        </section>
        <section
          aria-label="Conversation"
          className={`min-h-0 min-w-0 flex-1 flex-col bg-surface md:flex ${id ? 'flex' : 'hidden'}`}
        >
          {id && me ? (
            <Thread
              key={id}
              id={id}
              view={view}
              me={me}
              contextOpen={contextOpen}
              onContext={setContextOpen}
              onWhy={(decision) => {
                setDecisionId(decision);
                setContextOpen(true);
              }}
            />
          ) : (
            <Empty icon={<MessagesSquare />} title="No conversation open">
              Move with <kbd className="kbd">j</kbd> and <kbd className="kbd">k</kbd>, open with{' '}
              <kbd className="kbd">Enter</kbd>, see all shortcuts with <kbd className="kbd">?</kbd>
            </Empty>
          )}
        </section>
      </main>
      {id && contextOpen && (
        <ContextPane
          key={id}
          id={id}
          view={view}
          decisionId={decisionId}
          onDecision={setDecisionId}
          onClose={() => setContextOpen(false)}
        />
      )}
    </div>
  );
}

function ListHeader({
  view,
  label,
  searchInput,
}: {
  view: View;
  label: string;
  searchInput: React.RefObject<HTMLInputElement | null>;
}) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useQuery(countsQuery).data;
  const [text, setText] = useState(q ?? '');
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text !== (q ?? '')) void navigate({ search: text === '' ? {} : { q: text }, replace: true });
    }, 250);
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  return (
    <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <p aria-hidden className="hidden items-baseline gap-2 md:flex">
        <span className="font-semibold">{label}</span>
        <span className="figures text-xs text-muted">
          {counts && view !== 'all' && countOfView(counts[view])}
        </span>
      </p>
      <nav aria-label="Views" className="-mx-4 flex gap-1.5 overflow-x-auto px-4 pb-1 md:hidden">
        {VIEWS.map((entry) => (
          <Link
            key={entry.id}
            to="/inbox/{-$view}/{-$id}"
            params={{ view: entry.id, id: undefined }}
            aria-current={entry.id === view ? 'page' : undefined}
            className="flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line-strong px-3 text-sm text-muted aria-[current=page]:border-transparent aria-[current=page]:bg-accent-solid aria-[current=page]:text-white"
          >
            {entry.label}
            {counts && entry.id !== 'all' && (
              <span className="figures text-xs">{countOfView(counts[entry.id])}</span>
            )}
          </Link>
        ))}
      </nav>
      <div className="relative">
        <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
        <input
          ref={searchInput}
          type="search"
          aria-label="Search conversations"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className="field h-8! pl-8! text-sm"
        />
        {text === '' && <kbd className="kbd absolute top-1.5 right-2 max-md:hidden">/</kbd>}
      </div>
    </header>
  );
}

function NothingHere({ view, q }: { view: View; q: string | undefined }) {
  if (q) return <Empty icon={<Search />} title={`Nothing found for “${q}”`} />;
  if (view === 'waiting')
    return (
      <Empty icon={<Inbox />} title="Nobody is waiting">
        New questions that need a person appear here at once.
      </Empty>
    );
  return (
    <Empty icon={<Inbox />} title="Nothing here">
      Conversations of this view will appear here.
    </Empty>
  );
}

/** j, k, Enter and /. With a conversation open, j and k go from one to the next; otherwise they move the cursor. */
function useListCommands({
  ids,
  id,
  view,
  searchInput,
}: {
  ids: readonly string[];
  id: string | undefined;
  view: View;
  searchInput: React.RefObject<HTMLInputElement | null>;
}): string | undefined {
  const navigate = route.useNavigate();
  const [cursor, setCursor] = useState<string | undefined>(undefined);
  const current = id ?? cursor;
  const lastIndex = useRef(0);
  useEffect(() => {
    const index = current === undefined ? -1 : ids.indexOf(current);
    if (index >= 0) lastIndex.current = index;
  }, [ids, current]);
  const commands = useMemo((): readonly Command[] => {
    const open = (next: string | undefined) => {
      if (next) void navigate({ params: { view, id: next }, search: true });
    };
    const move = (step: 1 | -1) => () => {
      const next = neighbour(ids, current, { step, lastIndex: lastIndex.current });
      setCursor(next);
      if (id) open(next);
    };
    const back = () => void navigate({ params: { view, id: undefined }, search: true });
    return [
      { id: 'next', title: 'Next conversation', group: 'List', keys: ['j'], keysOnly: true, run: move(1) },
      {
        id: 'previous',
        title: 'Previous conversation',
        group: 'List',
        keys: ['k'],
        keysOnly: true,
        run: move(-1),
      },
      {
        id: 'open',
        title: 'Open',
        group: 'List',
        keys: ['Enter', 'o'],
        keysOnly: true,
        run: () => open(current),
      },
      ...(id
        ? [
            {
              id: 'back',
              title: 'Back to the list',
              group: 'List',
              keys: ['Escape'],
              keysOnly: true,
              run: back,
            } as const,
          ]
        : []),
      {
        id: 'search',
        title: 'Search conversations',
        group: 'List',
        keys: ['/'],
        run: () => searchInput.current?.focus(),
      },
    ];
  }, [ids, id, current, view, navigate, searchInput]);
  useCommands(commands);
  return current;
}
