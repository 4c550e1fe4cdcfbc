import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import type { Result } from '@understudy/contract';
import { useEffect } from 'react';
import { listen } from '../api/events.ts';
import { importsQuery, meQuery, queryClient } from '../api/queries.ts';
import { ImportProgress } from '../learning/import-progress.tsx';
import { EmbedSnippet } from '../settings/embed-snippet.tsx';
import { CardPage } from './card-page.tsx';

const REFRESH_MS = 1_500;

/** The import as it goes; once it learns, the learning page is the place to watch. */
export function WatchStep({ job }: { job: Result<'getImport'> }) {
  const me = useQuery(meQuery).data;
  useQuery({ ...importsQuery, refetchInterval: REFRESH_MS });
  useEffect(() => (me ? listen(queryClient, me.id) : undefined), [me]);
  if (job.state === 'learning' || job.state === 'done') return <Navigate to="/learning" />;
  return (
    <CardPage
      wide
      title={`Reading ${job.source}`}
      lead="When it starts to learn, you will see the curve fill."
    >
      <div className="flex flex-col gap-4">
        <section className="card p-5">
          <ImportProgress job={job} />
        </section>
        <section className="card p-5">
          <h2 className="mb-3 font-semibold">Meanwhile: put the widget on your page</h2>
          <EmbedSnippet />
        </section>
        <Link to="/learning" className="text-sm text-accent underline underline-offset-2">
          To the learning page
        </Link>
      </div>
    </CardPage>
  );
}
