import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Me } from '@understudy/contract';
import { Command } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { auditCountsQuery, countsQuery, lessonCountsQuery } from '../api/queries.ts';
import { alarmCountsQuery, incidentCountsQuery } from '../api/watch-queries.ts';
import { IconButton } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { GROUPS, NO_PARAMS, type PageLink, pagesFor } from './pages.ts';
import { ThemeButton } from './theme-button.tsx';
import { countOfView, VIEWS } from './views.ts';

const ITEM =
  'flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:justify-center max-lg:px-0';

/** Navigation from 769 px up: icons only, and from 1024 px with words and counts. */
export function Sidebar({ me, onPalette }: { me: Me; onPalette: () => void }) {
  const counts = useQuery(countsQuery).data;
  const audits = useQuery(auditCountsQuery).data;
  const lessons = useQuery(lessonCountsQuery).data;
  const mayLead = me.role !== 'agent';
  const alarms = useQuery({ ...alarmCountsQuery, enabled: mayLead }).data;
  const incidents = useQuery({ ...incidentCountsQuery, enabled: mayLead }).data;
  const waiting: Partial<Record<PageLink['to'], number | undefined>> = {
    '/audits': audits?.open,
    '/review/{-$id}': lessons?.open,
    '/alarms': alarms?.open,
    '/incidents/{-$id}': incidents?.open,
  };
  const pages = pagesFor(me.role);
  return (
    <nav
      aria-label="Main"
      className="hidden w-14 shrink-0 flex-col border-r border-line bg-canvas p-2 md:flex lg:w-56"
    >
      <div className="flex h-10 items-center gap-2.5 px-1.5">
        <img src="/favicon.svg" alt="" className="size-7 max-lg:mx-auto" />
        <span className="truncate text-sm font-semibold max-lg:hidden">{me.workspace.name}</span>
      </div>
      <div className="-mx-2 mt-3 flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pb-2">
        <Heading>Inbox</Heading>
        {VIEWS.map((view) => (
          <Link
            key={view.id}
            to="/inbox/{-$view}/{-$id}"
            params={{ view: view.id, id: undefined }}
            className={ITEM}
            title={view.label}
            activeOptions={{ exact: false }}
          >
            <view.icon className="size-4 shrink-0" aria-hidden />
            <span className="flex-1 truncate max-lg:sr-only">{view.label}</span>
            {counts && view.id !== 'all' && counts[view.id] > 0 && (
              <span className="figures text-xs text-faint max-lg:hidden">{countOfView(counts[view.id])}</span>
            )}
          </Link>
        ))}
        {GROUPS.map((group) => (
          <Fragment key={group}>
            <Heading>{group}</Heading>
            {pages
              .filter((page) => page.group === group)
              .map((page) => (
                <Link key={page.to} to={page.to} params={NO_PARAMS} className={ITEM} title={page.label}>
                  <page.icon className="size-4 shrink-0" aria-hidden />
                  <span className="flex-1 max-lg:sr-only">{page.label}</span>
                  <Waiting open={waiting[page.to]} />
                </Link>
              ))}
          </Fragment>
        ))}
      </div>
      <div className="flex shrink-0 items-center gap-1 pt-1 max-lg:flex-col">
        <p className="min-w-0 flex-1 truncate px-2.5 text-xs text-muted max-lg:hidden" title={me.email}>
          {me.name} · {me.role}
        </p>
        <IconButton label="Commands (Ctrl K)" onClick={onPalette}>
          <Command className="size-4" aria-hidden />
        </IconButton>
        <ThemeButton />
      </div>
    </nav>
  );
}

function Waiting({ open = 0 }: { open: number | undefined }) {
  return open > 0 && <span className="figures text-xs text-faint max-lg:hidden">{count(open)}</span>;
}

/** Icons alone are parted by a line; words have their heading. */
function Heading({ children }: { children: ReactNode }) {
  return (
    <p className="px-2.5 pt-3 pb-1 text-xs font-medium text-faint first:pt-0 max-lg:mt-2 max-lg:border-t max-lg:border-line max-lg:pt-0 max-lg:pb-2 max-lg:text-[0px] max-lg:first:hidden">
      {children}
    </p>
  );
}
