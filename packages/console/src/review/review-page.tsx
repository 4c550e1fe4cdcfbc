/** Lessons that wait for a person's word: one at a time, decided with one key, the most useful first. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { GraduationCap, SearchX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { lessonQuery, meQuery, queryClient } from '../api/queries.ts';
import { move } from '../app/deck.ts';
import { useCommands } from '../app/commands.ts';
import { BrokenGuides } from '../guides/broken-guides.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { useTitle } from '../ui/use-title.ts';
import { BulkBar, LeftNotice } from './bulk-bar.tsx';
import { type Deck, isWaiting, nextWaiting, progressOf } from './deck.ts';
import { FilterBar } from './filter-bar.tsx';
import { countNarrowing, type LessonFilters, statusOf } from './filters.ts';
import { LessonPane, type Panel } from './lesson-pane.tsx';
import { Pace, Progress } from './progress.tsx';
import { QueueList } from './queue-list.tsx';
import { pageCommands } from './page-commands.ts';
import { useBulk } from './use-bulk.ts';
import { useDeck } from './use-deck.ts';
import { type Approval, useReview } from './use-review.ts';
import { useSitting } from './use-sitting.ts';

const route = getRouteApi('/shell/review/{-$id}');

export function ReviewPage() {
  useTitle('Review');
  const { id } = route.useParams();
  const filters = route.useSearch();
  const status = statusOf(filters);
  const navigate = route.useNavigate();
  const me = useQuery(meQuery).data;
  const reviewer = me && me.role !== 'agent' ? me.name : null;
  const { list, deck, setDeck, put, putLock } = useDeck(filters, id);
  const sitting = useSitting();
  const { onDecided, onUndone } = sitting;
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const go = useCallback(
    (next: string) => void navigate({ params: { id: next }, search: true, replace: true }),
    [navigate],
  );
  const [open, setOpen] = useState<{ readonly id: string; readonly panel: Panel } | null>(null);
  const onEditHeld = useCallback(
    (held: string, { edit, override }: Approval, findings: readonly string[]) =>
      setOpen({ id: held, panel: { kind: 'override', edit, findings, reason: override?.reason } }),
    [setOpen],
  );
  const reviewing = {
    deck,
    setDeck,
    put,
    go,
    me: me?.name ?? '',
    skipped,
    onDecided,
    onUndone,
    onEditHeld,
  };
  const { review, undo, approveAll } = useReview(reviewing);
  const bulk = useBulk(deck, approveAll);
  const panel = open !== null && open.id === id ? open.panel : null;
  const current = deck.find((lesson) => lesson.id === id);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [filterWishes, setFilterWishes] = useState(0);
  useFirst(id, deck, go);
  useNextAtHand(deck, id, skipped);

  const onMove = (step: 1 | -1) => {
    const next = move(deck, id, step);
    if (next) go(next);
  };
  const skip = () => {
    if (id === undefined) return;
    const after = new Set([...skipped, id]);
    setSkipped(after);
    const next = nextWaiting(deck, id, after);
    if (next) go(next);
  };
  const undoWhatIsMeant = () => {
    const isMine =
      current && !isWaiting(current) && current.reviewed?.by === reviewer && current.reviewed.undo_until;
    void undo(isMine ? current.id : undefined);
  };
  useCommands(
    pageCommands({
      isResting: panel !== null,
      isReviewer: reviewer !== null,
      pickable: current?.status === 'open' ? current : undefined,
      onMove,
      onUndo: undoWhatIsMeant,
      onPick: bulk.toggle,
      onPickAlike: bulk.pickAlike,
      onApprovePicked: () => void bulk.approve(),
      onFilter: () => {
        setFiltersOpen(true);
        setFilterWishes(filterWishes + 1);
      },
    }),
  );
  const counts = list.data?.pages.at(-1)?.counts;
  const progress = progressOf(deck, id, {
    status,
    onServer: countNarrowing(filters) === 0 ? (counts?.[status] ?? 0) : 0,
  });

  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 pt-3 pb-2 md:px-6">
        <div className="flex items-center justify-between gap-4">
          <h1 className="text-base font-semibold">Review</h1>
          {deck.length > 0 && <Progress progress={progress} onMove={onMove} />}
        </div>
        <FilterBar
          filters={filters}
          counts={counts}
          isOpen={filtersOpen}
          onOpen={setFiltersOpen}
          wishes={filterWishes}
          onFilters={(search) => void navigate({ params: { id: undefined }, search })}
        />
      </header>
      <div className="flex min-h-0 flex-1">
        {deck.length > 0 && (
          <section
            aria-label="Queue"
            className="hidden min-h-0 w-72 shrink-0 flex-col border-r border-line md:flex"
          >
            <QueueList
              deck={deck}
              status={status}
              currentId={id}
              selected={bulk.selected}
              maySelect={reviewer !== null && status === 'open'}
              onSelect={bulk.toggle}
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
            />
          </section>
        )}
        <section aria-label="Lesson on the screen" className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="px-4 pt-2 empty:hidden md:px-6">
            <BrokenGuides>
              <Link to="/knowledge/guides" className="underline underline-offset-2">
                See guides
              </Link>
            </BrokenGuides>
          </div>
          <LeftNotice left={bulk.left} onClose={bulk.forgetLeft} />
          {bulk.selected.size > 0 && (
            <BulkBar count={bulk.selected.size} onApprove={() => void bulk.approve()} onClear={bulk.clear} />
          )}
          {id === undefined ? (
            <NoLesson list={list} isEmpty={deck.length === 0} filters={filters} />
          ) : (
            <LessonPane
              key={id}
              id={id}
              listed={current}
              reviewer={reviewer}
              panel={panel}
              onPanel={(next) => setOpen(next && { id, panel: next })}
              onReview={(lesson, said) => void review(lesson, said)}
              onUndo={(lessonId) => void undo(lessonId)}
              onSkip={skip}
              onLocked={putLock}
              onChanged={put}
            />
          )}
          <Pace pace={sitting.pace} />
        </section>
      </div>
    </main>
  );
}

/** Where the address names none, the first that waits and that nobody else has. */
function useFirst(id: string | undefined, deck: Deck, go: (id: string) => void): void {
  const first = id === undefined ? (nextWaiting(deck, undefined, new Set()) ?? deck[0]?.id) : undefined;
  useEffect(() => {
    if (first !== undefined) go(first);
  }, [first, go]);
}

/** The next one is there before it is wanted. */
function useNextAtHand(deck: Deck, id: string | undefined, skipped: ReadonlySet<string>): void {
  const next = id === undefined ? undefined : nextWaiting(deck, id, skipped);
  useEffect(() => {
    if (next !== undefined) void queryClient.prefetchQuery(lessonQuery(next));
  }, [next]);
}

interface NoLessonProps {
  readonly list: Pick<ReturnType<typeof useDeck>['list'], 'isPending' | 'error' | 'refetch'>;
  readonly isEmpty: boolean;
  readonly filters: LessonFilters;
}

function NoLesson({ list, isEmpty, filters }: NoLessonProps) {
  if (list.error) return <Failed error={list.error} what="Lessons" onRetry={() => void list.refetch()} />;
  if (list.isPending || !isEmpty) return <Skeleton rows={4} className="h-28" />;
  if (countNarrowing(filters) > 0)
    return (
      <Empty icon={<SearchX />} title="No lesson fits these filters">
        Clear them to see the others.
      </Empty>
    );
  if (statusOf(filters) !== 'open') return <Empty icon={<GraduationCap />} title="None here" />;
  return (
    <Empty icon={<GraduationCap />} title="Nothing to review">
      What your team answers and corrects becomes a lesson, and waits here for your word.
    </Empty>
  );
}
