/** The queue: what waits, in the order of what it would unlock, with what was decided here in its place. */
import { Link } from '@tanstack/react-router';
import type { Lesson, LessonStatus } from '@understudy/contract';
import { CircleAlert, LockKeyhole, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { type Deck, isWaiting } from './deck.ts';
import { KIND, learnedFrom, STATUS } from './words.ts';

interface QueueListProps {
  readonly deck: Deck;
  /** Of what is listed: another one was given here. */
  readonly status: LessonStatus;
  readonly currentId: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly maySelect: boolean;
  readonly onSelect: (id: string) => void;
  /** Where there is more than what was fetched. */
  readonly onMore: (() => void) | null;
}

export function QueueList({
  deck,
  status,
  currentId,
  selected,
  maySelect,
  onSelect,
  onMore,
}: QueueListProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (currentId) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  return (
    <nav aria-label="Lessons" className="min-h-0 flex-1 overflow-y-auto">
      <ul ref={list}>
        {deck.map((lesson) => (
          <li key={lesson.id} className="relative border-b border-line">
            <Link
              to="/review/{-$id}"
              params={{ id: lesson.id }}
              search={true}
              aria-current={lesson.id === currentId ? 'page' : undefined}
              // The keys that follow are meant for the lesson: no ring stays behind where a mouse was.
              onClick={(event) => event.detail > 0 && event.currentTarget.blur()}
              className={`flex flex-col gap-0.5 border-l-2 border-l-transparent py-2 pr-3 outline-offset-[-3px] hover:bg-hover aria-[current=page]:border-l-accent aria-[current=page]:bg-accent-soft ${maySelect ? 'pl-9' : 'pl-3'}`}
            >
              <Row lesson={lesson} isDecided={lesson.status !== status} />
            </Link>
            {maySelect && lesson.status === 'open' && (
              <label className="absolute top-0 left-0.5 flex size-9 cursor-pointer items-center justify-center">
                <span className="sr-only">Select “{lesson.title}”</span>
                <input
                  type="checkbox"
                  tabIndex={-1}
                  checked={selected.has(lesson.id)}
                  onChange={() => onSelect(lesson.id)}
                  // The keys that follow are meant for the lesson, not for the box.
                  onClick={(event) => event.currentTarget.blur()}
                  className="size-3.5 accent-(--accent-solid)"
                />
              </label>
            )}
          </li>
        ))}
      </ul>
      {onMore && (
        <Button kind="quiet" className="m-3" onClick={onMore}>
          Show more
        </Button>
      )}
    </nav>
  );
}

function Row({ lesson, isDecided }: { lesson: Lesson; isDecided: boolean }) {
  return (
    <>
      <span className="flex items-center gap-1.5">
        <span className={`min-w-0 flex-1 truncate text-sm font-medium ${isDecided ? 'text-muted' : ''}`}>
          {lesson.title}
        </span>
        {lesson.locked_by !== null && (
          <LockKeyhole className="size-3.5 shrink-0 text-warn" aria-label={`${lesson.locked_by} has it`} />
        )}
        <Worst lesson={lesson} />
        {isDecided && <Badge tone={STATUS[lesson.status].tone}>{STATUS[lesson.status].done}</Badge>}
      </span>
      <span className="truncate text-xs text-muted">{lesson.question}</span>
      <span className="flex gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">
          {KIND[lesson.kind]}, from {learnedFrom(lesson)}
        </span>
        {isWaiting(lesson) && lesson.impact_score >= 0.5 && (
          <span className="figures shrink-0" title="Past questions that it would unlock, as far as known">
            +{count(Math.round(lesson.impact_score))}
            <span className="sr-only"> past questions</span>
          </span>
        )}
      </span>
    </>
  );
}

function Worst({ lesson: { findings } }: { lesson: Lesson }) {
  if (findings.some(({ verdict }) => verdict === 'block'))
    return <CircleAlert className="size-3.5 shrink-0 text-bad" aria-label="A check blocks it" />;
  if (findings.some(({ verdict }) => verdict === 'doubt'))
    return <TriangleAlert className="size-3.5 shrink-0 text-warn" aria-label="A check doubts it" />;
  return null;
}
