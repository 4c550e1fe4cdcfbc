/** What comes more often than usual: the incidents of now, those of the past, and one at a time. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Incident } from '@understudy/contract';
import { CircleCheck } from 'lucide-react';
import { useId } from 'react';
import { incidentsQuery } from '../api/watch-queries.ts';
import { SavedViews } from '../figures/saved-views.tsx';
import { Page } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { IncidentCard } from './incident-card.tsx';
import { IncidentPage } from './incident-page.tsx';
import { STATE } from './words.ts';

const route = getRouteApi('/shell/incidents/{-$id}');
const TAB =
  'flex h-7 items-center rounded-md px-3 text-sm text-muted hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink';

export function IncidentsPage() {
  const { id } = route.useParams();
  const { past } = route.useSearch();
  if (id !== undefined) return <IncidentPage key={id} id={id} />;
  return (
    <Page
      title="Incidents"
      lead="What suddenly comes more often than its season and your traffic explain, seen over days as one thing."
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <Tabs />
          <SavedViews page="incidents" />
        </div>
      }
    >
      {past ? (
        <>
          <Listed state="closed" nothing="None so far." />
          <Listed state="not-one" nothing="None so far." />
        </>
      ) : (
        <>
          <Listed state="open" nothing="Nothing comes more often than usual." />
          <Listed state="watching" nothing={null} />
        </>
      )}
    </Page>
  );
}

function Tabs() {
  const to = { to: '/incidents/{-$id}', params: { id: undefined }, className: TAB } as const;
  return (
    <nav aria-label="Incidents" className="flex rounded-lg bg-sunken p-0.5">
      <Link {...to} search={{}} activeOptions={{ exact: true, includeSearch: true }}>
        Now
      </Link>
      <Link {...to} search={{ past: true }} activeOptions={{ includeSearch: true }}>
        Past
      </Link>
    </nav>
  );
}

interface ListedProps {
  readonly state: Incident['state'];
  /** What stands there where there are none; null: the heading is left out, too. */
  readonly nothing: string | null;
}

function Listed({ state, nothing }: ListedProps) {
  const id = useId();
  const list = useInfiniteQuery(incidentsQuery(state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.data && items.length === 0 && nothing === null) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="font-semibold">
        {STATE[state].label}
      </h2>
      {list.isPending && <Skeleton rows={2} className="h-24" />}
      {list.isError && <Failed error={list.error} what="Incidents" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <div className="card">
          <Empty icon={<CircleCheck />} title={nothing ?? ''}>
            {state === 'open' && 'Looked at every hour; you are told as soon as something does.'}
          </Empty>
        </div>
      )}
      {items.length > 0 && (
        <ul className="flex flex-col gap-3">
          {items.map((incident) => (
            <IncidentCard key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </section>
  );
}
