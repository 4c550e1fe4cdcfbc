/** Everything that a signed-in person sees: navigation, the page, toasts, palette, and the stream of events. */
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import type { Me, Role } from '@understudy/contract';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import { listen } from '../api/events.ts';
import { meQuery, queryClient } from '../api/queries.ts';
import { sectionsFor } from '../settings/sections.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { type Command, useCommands, useShortcuts } from './commands.ts';
import { KILL_SWITCH } from './kill-switch.ts';
import { NO_PARAMS, pagesFor } from './pages.ts';
import { Sidebar } from './sidebar.tsx';
import { TabBar } from './tab-bar.tsx';
import { setTheme, THEMES } from './theme.ts';
import { ToastCorner } from './toast-corner.tsx';
import { VIEWS } from './views.ts';

const Palette = lazy(() => import('./palette.tsx'));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));

const NO_COMMANDS: readonly Command[] = [];
const LEAD_COMMANDS: readonly Command[] = [KILL_SWITCH];

export function Shell() {
  const me = useQuery(meQuery);
  const navigate = useNavigate();
  const signedOut = me.error instanceof ApiError && me.error.status === 401;
  useEffect(() => {
    // The address is read once, here: following it while we leave would add itself to itself without end.
    if (signedOut) void navigate({ to: '/sign-in', search: { next: location.pathname + location.search } });
  }, [signedOut, navigate]);
  if (signedOut || me.isPending) return <Skeleton />;
  if (me.error) return <Failed error={me.error} what="Your account" onRetry={() => void me.refetch()} />;
  return <SignedIn me={me.data} />;
}

function SignedIn({ me }: { me: Me }) {
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null);
  useEffect(() => listen(queryClient, me.id), [me.id]);
  useCommands(useGeneralCommands(me.role, setOpen));
  useCommands(me.role === 'agent' ? NO_COMMANDS : LEAD_COMMANDS);
  useShortcuts(open === null);
  const close = () => setOpen(null);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <Sidebar me={me} onPalette={() => setOpen('palette')} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Suspense fallback={<Skeleton />}>
          <Outlet />
        </Suspense>
      </div>
      <TabBar me={me} />
      <ToastCorner />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={close} />}
        {open === 'sheet' && <ShortcutSheet onClose={close} />}
      </Suspense>
    </div>
  );
}

function useGeneralCommands(role: Role, setOpen: (what: 'palette' | 'sheet') => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(
    () => [
      {
        id: 'palette',
        title: 'Command palette',
        group: 'General',
        keys: ['mod+k'],
        keysOnly: true,
        run: () => setOpen('palette'),
      },
      {
        id: 'sheet',
        title: 'Keyboard shortcuts',
        group: 'General',
        keys: ['?'],
        run: () => setOpen('sheet'),
      },
      ...VIEWS.map(
        (view): Command => ({
          id: `view-${view.id}`,
          title: `Inbox: ${view.label}`,
          group: 'Go to',
          run: () =>
            void navigate({ to: '/inbox/{-$view}/{-$id}', params: { view: view.id, id: undefined } }),
        }),
      ),
      ...pagesFor(role).map(
        ({ to, label }): Command => ({
          id: `page-${label.toLowerCase()}`,
          title: label === 'Review' ? 'Review lessons' : label,
          group: 'Go to',
          run: () => void navigate({ to, params: NO_PARAMS }),
        }),
      ),
      {
        id: 'quarantine',
        title: 'Review: lessons in quarantine',
        group: 'Go to',
        run: () =>
          void navigate({
            to: '/review/{-$id}',
            params: { id: undefined },
            search: { status: 'quarantined' },
          }),
      },
      {
        id: 'workflows',
        title: 'Workflows',
        group: 'Go to',
        run: () => void navigate({ to: '/knowledge/workflows/{-$id}', params: { id: undefined } }),
      },
      {
        id: 'guides',
        title: 'Guides',
        group: 'Go to',
        run: () => void navigate({ to: '/knowledge/guides' }),
      },
      {
        id: 'glossary',
        title: 'Glossary',
        group: 'Go to',
        run: () => void navigate({ to: '/knowledge/glossary' }),
      },
      {
        id: 'context',
        title: 'Context of questions',
        group: 'Go to',
        run: () => void navigate({ to: '/knowledge/context' }),
      },
      ...sectionsFor(role).map(
        ({ id, title }): Command => ({
          id: `settings-${id}`,
          title: `Settings: ${title}`,
          group: 'Go to',
          run: () =>
            void navigate(
              id === 'identity' || id === 'notices'
                ? { to: `/settings/${id}` }
                : { to: '/settings', hash: id },
            ),
        }),
      ),
      {
        id: 'import',
        title: 'Import past conversations',
        group: 'Go to',
        run: () => void navigate({ to: '/setup' }),
      },
      ...THEMES.map(
        (theme): Command => ({
          id: `theme-${theme}`,
          title: `Theme: ${theme}`,
          group: 'General',
          run: () => setTheme(theme),
        }),
      ),
      { id: 'sign-out', title: 'Sign out', group: 'General', run: () => void signOut() },
    ],
    [navigate, role, setOpen],
  );
}

/** Leaves nothing of the session in memory: the page is loaded afresh. */
export async function signOut(): Promise<void> {
  await call('signOut', {});
  location.assign('/sign-in');
}
