import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Topic, TopicPath } from '@understudy/contract';
import type { ReactNode } from 'react';
import { topicPathQuery } from '../api/queries.ts';
import { count, day, percent, plural } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { stepWords } from './step-words.ts';

export function TopicDetail({ topic }: { topic: Topic }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="figures text-xs text-muted">
        {plural(topic.accounts, 'account')} ·{' '}
        {topic.first_at && topic.last_at
          ? `from ${day(topic.first_at)} to ${day(topic.last_at)}`
          : 'known from articles; nobody asked yet'}
      </p>
      <Part title="A question from its middle">
        {topic.question === null ? (
          <p className="text-muted">It was erased.</p>
        ) : (
          <blockquote className="border-l-2 border-line-strong pl-3 break-words">{topic.question}</blockquote>
        )}
      </Part>
      <Part title="What solves it">
        {topic.resolutions.length === 0 && <p className="text-muted">No resolution in use.</p>}
        <ul className="flex flex-col gap-1">
          {topic.resolutions.map(({ id, title }) => (
            <li key={id}>
              <Link
                to="/knowledge/{-$id}"
                params={{ id }}
                className="break-words underline underline-offset-2"
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="How people handle it">
        <MinedPath id={topic.id} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-xs font-medium text-muted">{title}</h2>
      <div className="text-sm">{children}</div>
    </section>
  );
}

function MinedPath({ id }: { id: string }) {
  const path = useQuery(topicPathQuery(id));
  if (path.isPending) return <Skeleton rows={2} className="h-6" />;
  if (path.isError) return <Failed error={path.error} what="The path" onRetry={() => void path.refetch()} />;
  if (path.data.variants.length === 0)
    return <p className="text-muted">No steps were recorded for these tickets.</p>;
  return (
    <>
      <Variants variants={path.data.variants} />
      {path.data.edges.length > 0 && <Edges edges={path.data.edges} />}
    </>
  );
}

function Variants({ variants }: Pick<TopicPath, 'variants'>) {
  return (
    <ol className="flex flex-col gap-2" aria-label="Ways in which it was done, most frequent first">
      {variants.map(({ steps, paths, resolved }) => (
        <li key={steps.join('\n')} className="flex gap-3">
          <span className="figures w-12 shrink-0 text-right text-muted">{count(paths)} ×</span>
          <div className="min-w-0">
            <ol className="flex flex-wrap gap-x-2 gap-y-1">
              {steps.map((step, at) => (
                // A step may come twice on one path.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={at} className="flex items-center gap-2">
                  {at > 0 && <span aria-hidden>→</span>}
                  <span className="rounded-md bg-sunken px-1.5 py-px break-words">{stepWords(step)}</span>
                </li>
              ))}
            </ol>
            <p className="figures mt-0.5 text-xs text-muted">about {percent(resolved)} ended well</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Edges({ edges }: Pick<TopicPath, 'edges'>) {
  return (
    <details className="mt-3 text-xs text-muted">
      <summary className="rounded-md hover:text-ink">What follows what</summary>
      <ul className="figures mt-2 flex flex-col gap-1">
        {edges.map(({ from, to, paths }) => (
          <li key={`${from}\n${to}`} className="break-words">
            {stepWords(from)} <span aria-label="then">→</span> {stepWords(to)} · {count(paths)}
          </li>
        ))}
      </ul>
    </details>
  );
}
