/** One incident on one screen: how much came against what was expected, what coincides, and what to do about it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Incident } from '@understudy/contract';
import { ArrowLeft, Pencil } from 'lucide-react';
import { useState } from 'react';
import { incidentQuery } from '../api/watch-queries.ts';
import { DrillDown } from '../figures/drill-down.tsx';
import { Opens } from '../figures/opens.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass, IconButton } from '../ui/button.tsx';
import { day } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { BannerCard } from './banner-card.tsx';
import { setState } from './change.ts';
import { DaysChart } from './days-chart.tsx';
import { HistoryCard } from './history-card.tsx';
import { HoldCard } from './hold-card.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { isNow, sizeWords, STATE } from './words.ts';

export function IncidentPage({ id }: { id: string }) {
  const query = useQuery(incidentQuery(id));
  const incident = query.data;
  return (
    <Page
      title={incident?.title ?? 'Incident'}
      lead={incident && <Standing incident={incident} />}
      actions={
        <div className="flex flex-wrap gap-2">
          <Link
            to="/incidents/{-$id}"
            params={{ id: undefined }}
            search={{}}
            className={buttonClass('plain', 'medium')}
          >
            <ArrowLeft className="size-4" aria-hidden />
            <span className="max-sm:sr-only">All incidents</span>
          </Link>
          {incident && <States incident={incident} />}
        </div>
      }
    >
      {query.isPending && <Skeleton rows={3} className="h-36" />}
      {query.isError && !incident && (
        <Failed error={query.error} what="The incident" onRetry={() => void query.refetch()} />
      )}
      {incident && (
        <>
          <DaysChart incident={incident} />
          <DrillDown incident={{ id, from: dayOf(incident.first_at), to: dayOf(incident.latest_at) }} />
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-6">
              <BannerCard key={incident.banner} incident={incident} />
              <Examples incident={incident} />
            </div>
            <div className="flex min-w-0 flex-col gap-6">
              <HoldCard incident={incident} />
              <Coincides incident={incident} />
              <HistoryCard incident={incident} />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

/** In UTC, as conversations are counted. */
const dayOf = (at: string): string => at.slice(0, 10);

function Standing({ incident }: { incident: Incident }) {
  const [renaming, setRenaming] = useState(false);
  const { state, first_at, latest_at } = incident;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={STATE[state].tone}>{STATE[state].label}</Badge>
      <span className="figures text-sm">
        <Opens inWords measure="conversations">
          {sizeWords(incident)}
        </Opens>
        , from {day(first_at)} to {day(latest_at)}
      </span>
      <IconButton label="Rename the incident" className="size-7!" onClick={() => setRenaming(true)}>
        <Pencil className="size-3.5" aria-hidden />
      </IconButton>
      {renaming && <RenameDialog incident={incident} onClose={() => setRenaming(false)} />}
    </span>
  );
}

function States({ incident }: { incident: Incident }) {
  const [isBusy, setBusy] = useState(false);
  const go = (state: Incident['state']) => async () => {
    setBusy(true);
    await setState(incident, state);
    setBusy(false);
  };
  if (!isNow(incident))
    return (
      <Button size="medium" disabled={isBusy} onClick={() => void go('open')()}>
        Reopen
      </Button>
    );
  return (
    <>
      <Button size="medium" disabled={isBusy} onClick={() => void go('not-one')()}>
        Not an incident
      </Button>
      <Button size="medium" kind="primary" disabled={isBusy} onClick={() => void go('closed')()}>
        Close it
      </Button>
    </>
  );
}

function Coincides({ incident: { consistent_with, topic_ids, terms } }: { incident: Incident }) {
  return (
    <Section
      title="Consistent with"
      lead="What these conversations have in common more than others do. It coincides, which proves no cause."
    >
      {consistent_with.length === 0 && (
        <p className="text-sm text-muted">Nothing that is known stands out.</p>
      )}
      <ul className="flex flex-col gap-2 text-sm">
        {consistent_with.map(({ text, posterior, lift }) => (
          <li key={text}>
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 break-words">{text}</span>
              <span className="figures shrink-0 text-xs text-muted">
                {Number(lift.toFixed(1))} times as often · {Math.round(posterior * 100)} % probable
              </span>
            </span>
            <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${posterior * 100}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex flex-wrap items-center gap-1.5 text-xs text-muted">
        Known by its words:{' '}
        {terms.map((term) => (
          <Badge key={term}>{term}</Badge>
        ))}
        {topic_ids.map((id) => (
          <Link
            key={id}
            to="/topics/{-$id}"
            params={{ id }}
            search={{}}
            className="underline underline-offset-2"
          >
            {topic_ids.length === 1 ? 'Its topic' : id}
          </Link>
        ))}
      </p>
    </Section>
  );
}

function Examples({ incident: { examples } }: { incident: Incident }) {
  return (
    <Section title="Examples" lead="The latest first.">
      {examples.length === 0 && <p className="text-sm text-muted">Their conversations were erased.</p>}
      <ul className="-mx-2 flex flex-col">
        {examples.map(({ conversation_id, subject, at }) => (
          <li key={conversation_id}>
            <Link
              to="/inbox/{-$view}/{-$id}"
              params={{ view: 'all', id: conversation_id }}
              className="flex items-baseline gap-3 rounded-lg px-2 py-1.5 text-sm hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">{subject || 'No subject'}</span>
              <span className="figures shrink-0 text-xs text-muted">{day(at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
