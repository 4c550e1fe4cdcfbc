import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Me } from '@understudy/contract';
import {
  BookOpen,
  ChartSpline,
  ClipboardCheck,
  Command,
  GraduationCap,
  Inbox,
  type LucideIcon,
  Settings,
  ShieldCheck,
} from 'lucide-react';
import { auditCountsQuery, countsQuery, lessonCountsQuery } from '../api/queries.ts';
import { IconButton } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { ThemeButton } from './theme-button.tsx';
import { VIEWS } from './views.ts';

const PAGES = [
  { to: '/review/{-$id}', label: 'Review', icon: GraduationCap },
  { to: '/audits', label: 'Audits', icon: ClipboardCheck },
  { to: '/learning', label: 'Learning', icon: ChartSpline },
  { to: '/autonomy', label: 'Autonomy', icon: ShieldCheck },
  { to: '/knowledge/{-$id}', label: 'Knowledge', icon: BookOpen },
  { to: '/settings', label: 'Settings', icon: Settings },
] as const;

/** The router carries parameters over from where we are, unless told otherwise. */
const NO_PARAMS = { view: undefined, id: undefined };

const ITEM =
  'flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:justify-center max-lg:px-0';

/** Navigation from 769 px up: icons only, and from 1024 px with words and counts. */
export function Sidebar({ me, onPalette }: { me: Me; onPalette: () => void }) {
  const counts = useQuery(countsQuery).data;
  const audits = useQuery(auditCountsQuery).data;
  const lessons = useQuery(lessonCountsQuery).data;
  const waiting: Partial<Record<(typeof PAGES)[number]['to'], number | undefined>> = {
    '/audits': audits?.open,
    '/review/{-$id}': lessons?.open,
  };
  return (
    <nav
      aria-label="Main"
      className="hidden w-14 shrink-0 flex-col border-r border-line bg-canvas p-2 md:flex lg:w-56"
    >
      <div className="flex h-10 items-center gap-2.5 px-1.5">
        <img src="/favicon.svg" alt="" className="size-7 max-lg:mx-auto" />
        <span className="truncate text-sm font-semibold max-lg:hidden">{me.workspace.name}</span>
      </div>
      <div className="mt-3 flex flex-col gap-0.5">
        <p className="px-2.5 pb-1 text-xs font-medium text-faint max-lg:hidden">Inbox</p>
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
              <span className="figures text-xs text-faint max-lg:hidden">{count(counts[view.id])}</span>
            )}
          </Link>
        ))}
      </div>
      <div className="mt-4 flex flex-col gap-0.5 border-t border-line pt-4">
        {PAGES.map((page) => (
          <Link key={page.to} to={page.to} params={NO_PARAMS} className={ITEM} title={page.label}>
            <page.icon className="size-4 shrink-0" aria-hidden />
            <span className="flex-1 max-lg:sr-only">{page.label}</span>
            <Waiting open={waiting[page.to]} />
          </Link>
        ))}
      </div>
      <div className="mt-auto flex items-center gap-1 max-lg:flex-col">
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

const TABS: readonly {
  to: '/inbox/{-$view}/{-$id}' | (typeof PAGES)[number]['to'];
  label: string;
  icon: LucideIcon;
}[] = [
  { to: '/inbox/{-$view}/{-$id}', label: 'Inbox', icon: Inbox },
  // Six tabs are what the narrowest phone holds; Settings leads there.
  ...PAGES.filter(({ to }) => to !== '/autonomy'),
];

/** Navigation below 769 px. */
export function TabBar() {
  const { view, id } = useParams({ strict: false });
  // An open conversation needs the height, and has its own way back.
  if (view && id) return null;
  return (
    <nav aria-label="Main" className="flex h-14 shrink-0 border-t border-line bg-surface md:hidden">
      {TABS.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={NO_PARAMS}
          className="flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          <tab.icon className="size-5" aria-hidden />
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
