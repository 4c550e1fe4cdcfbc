import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Resolution } from '@understudy/contract';
import { ArrowLeft } from 'lucide-react';
import { resolutionQuery } from '../api/queries.ts';
import { StageBadge } from '../learning/stage-badge.tsx';
import { Badge } from '../ui/badge.tsx';
import { count, day } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';

const SOURCE = { 'human-reply': 'Reply of a human agent', article: 'Article', workflow: 'Workflow' } as const;

export function ResolutionDetail({ id }: { id: string }) {
  const query = useQuery(resolutionQuery(id));
  return (
    <Page
      title={query.data?.title ?? 'Resolution'}
      actions={
        <Link
          to="/knowledge/{-$id}"
          params={{ id: undefined }}
          className="order-first flex w-full items-center gap-1.5 text-sm text-muted hover:text-ink"
        >
          <ArrowLeft className="size-4" aria-hidden /> Knowledge
        </Link>
      }
    >
      {query.isPending && <Skeleton rows={3} className="h-32" />}
      {query.isError && (
        <Failed error={query.error} what="The resolution" onRetry={() => void query.refetch()} />
      )}
      {query.data && <Detail resolution={query.data} />}
    </Page>
  );
}

function Detail({ resolution }: { resolution: Resolution }) {
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
      </Section>
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
    </>
  );
}
