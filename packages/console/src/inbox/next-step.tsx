/**
 * For who is at it: what people usually do next about such a conversation, and the team's written workflow.
 *
 * Which steps are done is known here only, as long as the page is open: it is for the suggestion, and is kept nowhere.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { NextStep as Found } from '@understudy/contract';
import { useState } from 'react';
import { nextStepQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { PaneSection } from './pane-section.tsx';

interface Done {
  readonly step: string;
  readonly words: string;
}

export function NextStep({ id }: { id: string }) {
  const [done, setDone] = useState<readonly Done[]>([]);
  const { data } = useQuery(nextStepQuery(id, done.map(({ step }) => step).join('\n')));
  // A wish, not the work: where it cannot be had, nothing stands here.
  if (!data || (data.workflow === null && data.next === null && done.length === 0)) return null;
  return (
    <PaneSection title="How people handle this">
      <div className="flex flex-col gap-3 text-sm">
        {done.length > 0 && (
          <p className="text-xs break-words text-muted">
            Done: {done.map(({ words }) => words).join(' → ')}{' '}
            <button
              type="button"
              className="rounded underline underline-offset-2 hover:text-ink"
              onClick={() => setDone(done.slice(0, -1))}
            >
              Undo
            </button>
          </p>
        )}
        <Suggestion next={data.next} onDone={(step) => setDone([...done, step])} />
        {data.workflow && <Written workflow={data.workflow} />}
      </div>
    </PaneSection>
  );
}

function Suggestion({ next, onDone }: { next: Found['next']; onDone: (step: Done) => void }) {
  if (next === null) return <p className="text-muted">No next step is common from here.</p>;
  return (
    <div className="flex items-start justify-between gap-3">
      <p className="min-w-0">
        People usually do next: <span className="font-medium break-words">{next.words}</span>
        <span className="figures block text-xs text-muted">
          {percent(next.probability)} likely; so in {count(next.count)} of {plural(next.of, 'conversation')}
        </span>
      </p>
      <Button onClick={() => onDone(next)}>Done</Button>
    </div>
  );
}

function Written({ workflow: { id, title, text } }: { workflow: NonNullable<Found['workflow']> }) {
  return (
    <details>
      <summary className="rounded-md hover:text-ink">
        Workflow: <span className="break-words">{title}</span>
      </summary>
      <p className="mt-2 break-words whitespace-pre-line">{text}</p>
      <Link
        to="/knowledge/workflows/{-$id}"
        params={{ id }}
        className="mt-1 inline-block text-xs text-muted underline underline-offset-2 hover:text-ink"
      >
        Open it
      </Link>
    </details>
  );
}
