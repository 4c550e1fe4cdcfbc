import { useQuery } from '@tanstack/react-query';
import { releasesQuery } from '../api/queries.ts';
import { CopyCode } from '../ui/copy-code.tsx';
import { day } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { releaseExample } from './words.ts';

/** The latest releases of the company's product. */
export function ReleaseList({ now_ms }: { now_ms: number }) {
  const releases = useQuery(releasesQuery);
  const items = releases.data?.items;
  return (
    <Section
      title="Releases"
      lead="After a release, customers ask what nobody has asked before. Tell of each, and the AI agent knows which one a question came from."
    >
      {releases.isPending && <Skeleton rows={2} className="h-10" />}
      {releases.isError && (
        <Failed error={releases.error} what="Releases" onRetry={() => void releases.refetch()} />
      )}
      {items?.length === 0 && (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-muted">No release was told of yet. Your deployment can do it:</p>
          <CopyCode
            code={releaseExample(location.origin, new Date(now_ms).toISOString())}
            label="the command for a release"
          />
        </div>
      )}
      <ul className="divide-y divide-line">
        {items?.map(({ name, at, notes }) => (
          <li key={name} className="py-2.5 first:pt-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-semibold break-all">{name}</span>
              <span className="figures text-xs text-muted">{day(at)}</span>
            </p>
            {notes !== '' && <p className="mt-0.5 text-sm break-words text-muted">{notes}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
