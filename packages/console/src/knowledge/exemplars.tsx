/** The questions that a resolution solved, newest first; some of them can be chosen to get an answer of their own. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResolutionDetail } from '@understudy/contract';
import { useState } from 'react';
import { exemplarsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { day, plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { SplitDialog } from './split-dialog.tsx';

interface ExemplarsProps {
  readonly resolution: ResolutionDetail;
  readonly mayChange: boolean;
}

export function Exemplars({ resolution, mayChange }: ExemplarsProps) {
  const query = useInfiniteQuery(exemplarsQuery(resolution.id));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isSplitting, setSplitting] = useState(false);
  const maySplit = mayChange && resolution.retired_at === null && resolution.exemplars > 1;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <Section
      title="What it solved"
      lead={`Its exemplars: questions that were solved with it.${maySplit ? ' Choose those that need another answer, to split them off.' : ''}`}
    >
      {query.isPending && <Skeleton rows={3} className="h-10" />}
      {query.isError && (
        <Failed error={query.error} what="Its exemplars" onRetry={() => void query.refetch()} />
      )}
      {query.data && items.length === 0 && (
        <p className="text-sm text-muted">
          {resolution.merged_into ? 'They went with the merge.' : 'None is left.'}
        </p>
      )}
      <ul aria-label="Exemplars" className="divide-y divide-line">
        {items.map(({ id, text, context, at, lesson_id }) => (
          <li key={id} className="flex items-start gap-3 py-2 first:pt-0 last:pb-0">
            {maySplit && (
              <input
                type="checkbox"
                aria-label={`Choose “${text}”`}
                checked={chosen.includes(id)}
                onChange={() => toggle(id)}
                className="mt-1 size-4 shrink-0 accent-(--accent-solid)"
              />
            )}
            <div className="min-w-0 flex-1">
              <p className="line-clamp-3 break-words">{text}</p>
              <p className="flex flex-wrap gap-x-2 gap-y-0.5 text-xs text-muted">
                <span className="figures">{day(at)}</span>
                {context.map((token) => (
                  <span key={token} className="max-w-full rounded bg-sunken px-1 break-all">
                    {token}
                  </span>
                ))}
                {lesson_id && (
                  <Link
                    to="/review/{-$id}"
                    params={{ id: lesson_id }}
                    className="underline underline-offset-2 hover:text-ink"
                  >
                    Lesson
                  </Link>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <ShowMore list={query} className="mt-3" />
      {chosen.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
          <p role="status" className="min-w-0 flex-1 text-sm">
            {chosen.length >= resolution.exemplars
              ? 'All are chosen: at least one has to stay.'
              : `${plural(chosen.length, 'exemplar')} chosen.`}
          </p>
          <Button onClick={() => setChosen([])}>Choose none</Button>
          <Button
            kind="primary"
            disabled={chosen.length >= resolution.exemplars}
            onClick={() => setSplitting(true)}
          >
            Split off…
          </Button>
        </div>
      )}
      {isSplitting && (
        <SplitDialog
          resolution={resolution}
          exemplars={chosen}
          onClose={() => setSplitting(false)}
          onSplit={() => setChosen([])}
        />
      )}
    </Section>
  );
}
