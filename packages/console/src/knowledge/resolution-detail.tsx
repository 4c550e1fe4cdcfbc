import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResolutionDetail as Resolution } from '@understudy/contract';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { lessonsQuery, meQuery, resolutionQuery } from '../api/queries.ts';
import { GuideSection } from '../guides/guide-section.tsx';
import { StageBadge } from '../learning/stage-badge.tsx';
import { DiffText } from '../review/diff-text.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { count, day } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Conditions } from './conditions.tsx';
import { Exemplars } from './exemplars.tsx';
import { MergeIntoDialog } from './merge-into-dialog.tsx';
import { restore, RetireDialog } from './retire-dialog.tsx';
import { Validity } from './validity.tsx';

const SOURCE = { 'human-reply': 'Reply of a human agent', article: 'Article', workflow: 'Workflow' } as const;

export function ResolutionDetail({ id }: { id: string }) {
  const query = useQuery(resolutionQuery(id));
  const mayChange = useQuery(meQuery).data?.role !== 'agent';
  const inUse = query.data?.retired_at === null;
  const [dialog, setDialog] = useState<'merge' | 'retire' | null>(null);
  return (
    <Page
      title={query.data?.title ?? 'Resolution'}
      actions={
        <>
          {query.data && mayChange && inUse && (
            <span className="flex gap-2">
              <Button onClick={() => setDialog('merge')}>Merge into…</Button>
              <Button kind="danger" onClick={() => setDialog('retire')}>
                Retire…
              </Button>
            </span>
          )}
          {query.data && mayChange && !inUse && !query.data.merged_into && (
            <Button onClick={() => void restore(query.data)}>Take back into use</Button>
          )}
          <Link
            to="/knowledge/{-$id}"
            params={{ id: undefined }}
            className="order-first flex w-full items-center gap-1.5 text-sm text-muted hover:text-ink"
          >
            <ArrowLeft className="size-4" aria-hidden /> Knowledge
          </Link>
        </>
      }
    >
      {query.isPending && <Skeleton rows={3} className="h-32" />}
      {query.isError && (
        <Failed error={query.error} what="The resolution" onRetry={() => void query.refetch()} />
      )}
      {query.data && <Detail resolution={query.data} mayChange={mayChange} />}
      {query.data && dialog === 'merge' && (
        <MergeIntoDialog resolution={query.data} onClose={() => setDialog(null)} />
      )}
      {query.data && dialog === 'retire' && (
        <RetireDialog resolution={query.data} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}

function Detail({ resolution, mayChange }: { resolution: Resolution; mayChange: boolean }) {
  const facts = [
    ['Stage', <StageBadge key="stage" stage={resolution.stage} />],
    ['Stakes', <Badge key="stakes">{resolution.stakes}</Badge>],
    ['Uses', count(resolution.uses)],
    ['Exemplars', count(resolution.exemplars)],
    ['Version', count(resolution.version)],
    ['Changed', day(resolution.updated_at)],
  ] as const;
  return (
    <>
      {resolution.retired_at && (
        <p role="status" className="card px-4 py-3 text-sm">
          Retired on {day(resolution.retired_at)}: nobody is answered with it any more.
          {resolution.merged_into && (
            <>
              {' '}
              Its exemplars went to{' '}
              <Link
                to="/knowledge/{-$id}"
                params={{ id: resolution.merged_into.resolution_id }}
                className="underline underline-offset-2"
              >
                “{resolution.merged_into.title}”
              </Link>
              ; whoever takes that merge back has it as before.
            </>
          )}
        </p>
      )}
      <dl className="figures grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="mt-0.5 font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <Section title="Text">
        <RichText text={resolution.text} />
        <p className="mt-3 text-xs text-muted">
          Customers call it something else? See the{' '}
          <Link to="/knowledge/glossary" className="underline underline-offset-2 hover:text-ink">
            glossary
          </Link>
          .
        </p>
      </Section>
      <GuideSection
        resolution_id={resolution.id}
        mayChange={mayChange}
        mayRecord={resolution.retired_at === null}
      />
      <Conditions resolution={resolution} mayChange={mayChange && resolution.retired_at === null} />
      <Validity resolution={resolution} mayChange={mayChange && resolution.retired_at === null} />
      <Exemplars resolution={resolution} mayChange={mayChange} />
      {resolution.links.length > 0 && (
        <Section title="Links">
          <ul className="flex flex-col gap-1">
            {resolution.links.map((link) => (
              <li key={link} className="truncate">
                <RichText text={link} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Where it comes from">
        <ul className="divide-y divide-line">
          {resolution.sources.map((source) => (
            <li key={`${source.kind} ${source.id}`} className="py-2 first:pt-0 last:pb-0">
              <p>
                {SOURCE[source.kind]}
                {source.author && <span className="text-muted"> by {source.author}</span>}
              </p>
              <p className="text-xs break-all text-muted">
                {source.url ? <RichText text={source.url} /> : source.id}
                {source.at && ` · ${day(source.at)}`}
              </p>
            </li>
          ))}
        </ul>
      </Section>
      <History resolution={resolution} />
      <Lessons id={resolution.id} />
    </>
  );
}

/** Each text against the one before it, newest first. */
function History({ resolution: { versions } }: { resolution: Resolution }) {
  if (versions.length < 2) return null;
  return (
    <Section title="History of its text">
      <ol className="divide-y divide-line">
        {versions.map(({ version, text, author, at }, index) => {
          const before = versions[index + 1];
          return (
            <li key={version} className="py-3 first:pt-0 last:pb-0">
              <p className="figures mb-1 text-xs text-muted">
                Version {count(version)}
                {author && ` by ${author}`} · {day(at)}
              </p>
              {before ? <DiffText before={before.text} after={text} /> : <RichText text={text} />}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function Lessons({ id }: { id: string }) {
  const query = useInfiniteQuery(lessonsQuery({ resolution_id: id }));
  const lessons = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title="What taught it">
      {query.isPending && <Skeleton rows={2} className="h-10" />}
      {query.isError && (
        <Failed error={query.error} what="Its lessons" onRetry={() => void query.refetch()} />
      )}
      {query.data && lessons.length === 0 && <p className="text-sm text-muted">No lesson is left.</p>}
      <ul className="divide-y divide-line">
        {lessons.map((lesson) => (
          <li key={lesson.id} className="py-2 first:pt-0 last:pb-0">
            <Link
              to="/review/{-$id}"
              params={{ id: lesson.id }}
              search={{ status: lesson.status }}
              className="line-clamp-2 break-words hover:underline"
            >
              {lesson.question}
            </Link>
            <p className="text-xs text-muted">
              {lesson.learned_from.author ?? 'imported'} · {day(lesson.at)} · {lesson.status}
            </p>
          </li>
        ))}
      </ul>
      <ShowMore list={query} className="mt-3" />
    </Section>
  );
}
