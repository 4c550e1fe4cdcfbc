import { Link, useParams } from '@tanstack/react-router';
import type { Me } from '@understudy/contract';
import { Ellipsis, Inbox, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { GROUPS, NO_PARAMS, type PageLink, pagesFor } from './pages.ts';

const TAB =
  'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent';
const INBOX: { to: '/inbox/{-$view}/{-$id}'; label: string; icon: LucideIcon } = {
  to: '/inbox/{-$view}/{-$id}',
  label: 'Inbox',
  icon: Inbox,
};
/** What one reaches for with a thumb; the rest stands under “More”. */
const AT_HAND: readonly PageLink['to'][] = ['/overview', '/review/{-$id}', '/audits'];

/** Navigation below 769 px. */
export function TabBar({ me }: { me: Me }) {
  const { view, id } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  // An open conversation needs the height, and has its own way back.
  if (view && id) return null;
  const pages = pagesFor(me.role);
  const tabs = [INBOX, ...pages.filter(({ to }) => AT_HAND.includes(to))];
  return (
    <nav aria-label="Main" className="flex h-14 shrink-0 border-t border-line bg-surface md:hidden">
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} params={NO_PARAMS} className={TAB}>
          <tab.icon className="size-5" aria-hidden />
          {tab.label}
        </Link>
      ))}
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)} className={TAB}>
        <Ellipsis className="size-5" aria-hidden />
        More
      </button>
      {isOpen && <More pages={pages} onClose={() => setOpen(false)} />}
    </nav>
  );
}

function More({ pages, onClose }: { pages: readonly PageLink[]; onClose: () => void }) {
  return (
    <Dialog title="All pages" onClose={onClose}>
      <nav aria-label="All pages" className="flex flex-col gap-3 overflow-y-auto p-3">
        {GROUPS.map((group) => (
          <div key={group}>
            <p className="px-2.5 pb-1 text-xs font-medium text-faint">{group}</p>
            <div className="grid grid-cols-2 gap-1">
              {pages
                .filter((page) => page.group === group)
                .map((page) => (
                  <Link
                    key={page.to}
                    to={page.to}
                    params={NO_PARAMS}
                    onClick={onClose}
                    className="flex h-11 items-center gap-2.5 rounded-lg px-2.5 text-sm hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-medium"
                  >
                    <page.icon className="size-4 shrink-0 text-muted" aria-hidden />
                    {page.label}
                  </Link>
                ))}
            </div>
          </div>
        ))}
      </nav>
    </Dialog>
  );
}
