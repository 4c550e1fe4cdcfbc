/** First run: the owner, then what to learn from, then the import as it goes. Which step it is, the server knows. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { importsQuery, meQuery } from '../api/queries.ts';
import { buttonClass } from '../ui/button.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { CardPage } from './card-page.tsx';
import { OwnerForm } from './owner-form.tsx';
import { SourceStep } from './source-step.tsx';
import { WatchStep } from './watch-step.tsx';

const route = getRouteApi('/setup');

export function SetupPage() {
  const me = useQuery({ ...meQuery, retry: false });
  if (me.isPending) return <Skeleton />;
  return me.data ? <WhatToLearnFrom /> : <Owner />;
}

function Owner() {
  const { token = '' } = route.useSearch();
  const check = useQuery({
    queryKey: ['setup', token],
    queryFn: async ({ signal }) => {
      if (token !== '') return call('checkSetup', { query: { token } }, signal);
      return { valid: false, setup_done: (await call('version', {}, signal)).setup_done };
    },
  });
  if (check.isPending) return <Skeleton />;
  if (check.isError)
    return <Failed error={check.error} what="The set-up" onRetry={() => void check.refetch()} />;
  if (check.data.setup_done) {
    return (
      <CardPage title="Set-up is done" lead="This installation has an owner already.">
        <Link to="/sign-in" search={{ next: '/setup' }} className={buttonClass('primary', 'medium')}>
          Sign in
        </Link>
      </CardPage>
    );
  }
  if (!check.data.valid) {
    return (
      <CardPage
        title="This link does not work"
        lead="It is wrong, or was used. Start the server again: it prints a fresh set-up link."
      >
        {null}
      </CardPage>
    );
  }
  return (
    <CardPage
      title="Welcome to Understudy"
      lead="You are the owner of this installation. Everything stays on your machine."
    >
      <OwnerForm token={token} />
    </CardPage>
  );
}

function WhatToLearnFrom() {
  const imports = useQuery(importsQuery);
  const [watched, setWatched] = useState<string | null>(null);
  if (imports.isPending) return <Skeleton />;
  if (imports.isError)
    return <Failed error={imports.error} what="Imports" onRetry={() => void imports.refetch()} />;
  const job = imports.data.items[0];
  const running = job !== undefined && job.finished_at === null;
  // Once seen running, it stays on show until it is done, which leads on to the learning page.
  if (running && watched !== job.id) setWatched(job.id);
  if (running || (job?.state === 'done' && job.id === watched)) return <WatchStep job={job} />;
  return <SourceStep failed={job?.state === 'failed' ? (job.error ?? 'The last import failed.') : null} />;
}
