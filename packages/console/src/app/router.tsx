/** The pages and their addresses. Every page is its own chunk, loaded when first visited. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { type LessonFilters, parseFilters } from '../review/filters.ts';
import { buttonClass } from '../ui/button.tsx';
import { Shell } from './shell.tsx';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/{-$view}/{-$id}', params: { view: 'waiting' } });
  },
});
const setupRoute = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search): { token?: string } => {
    // Tokens of digits only are parsed as numbers by the router.
    const token = text(typeof search['token'] === 'number' ? String(search['token']) : search['token']);
    return token === undefined ? {} : { token };
  },
  component: lazyRouteComponent(() => import('../setup/setup-page.tsx'), 'SetupPage'),
});
const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => {
    const next = text(search['next']);
    return next === undefined ? {} : { next };
  },
  component: lazyRouteComponent(() => import('../setup/sign-in-page.tsx'), 'SignInPage'),
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const inboxRoute = createRoute({
  getParentRoute: () => shell,
  path: '/inbox/{-$view}/{-$id}',
  validateSearch: (search): { q?: string } => {
    const q = text(typeof search['q'] === 'number' ? String(search['q']) : search['q']);
    return q === undefined ? {} : { q };
  },
  beforeLoad: ({ params }) => {
    if (params.view === undefined)
      throw redirect({ to: '/inbox/{-$view}/{-$id}', params: { view: 'waiting' }, search: true });
  },
  component: lazyRouteComponent(() => import('../inbox/inbox-page.tsx'), 'InboxPage'),
});
const audits = createRoute({
  getParentRoute: () => shell,
  path: '/audits',
  component: lazyRouteComponent(() => import('../audits/audits-page.tsx'), 'AuditsPage'),
});
const review = createRoute({
  getParentRoute: () => shell,
  path: '/review/{-$id}',
  validateSearch: (search): LessonFilters => parseFilters(search),
  component: lazyRouteComponent(() => import('../review/review-page.tsx'), 'ReviewPage'),
});
const learning = createRoute({
  getParentRoute: () => shell,
  path: '/learning',
  component: lazyRouteComponent(() => import('../learning/learning-page.tsx'), 'LearningPage'),
});
const knowledgeRoute = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/{-$id}',
  component: lazyRouteComponent(() => import('../knowledge/knowledge-page.tsx'), 'KnowledgePage'),
});
const topics = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/topics',
  component: lazyRouteComponent(() => import('../topics/topics-page.tsx'), 'TopicsPage'),
});
const workflows = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/workflows/{-$id}',
  component: lazyRouteComponent(() => import('../workflows/workflows-page.tsx'), 'WorkflowsPage'),
});
const guides = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/guides',
  component: lazyRouteComponent(() => import('../guides/guides-page.tsx'), 'GuidesPage'),
});
const glossary = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/glossary',
  component: lazyRouteComponent(() => import('../glossary/glossary-page.tsx'), 'GlossaryPage'),
});
const context = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/context',
  component: lazyRouteComponent(() => import('../context/context-page.tsx'), 'ContextPage'),
});
const autonomy = createRoute({
  getParentRoute: () => shell,
  path: '/autonomy',
  component: lazyRouteComponent(() => import('../autonomy/autonomy-page.tsx'), 'AutonomyPage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});

const identity = createRoute({
  getParentRoute: () => shell,
  path: '/settings/identity',
  component: lazyRouteComponent(() => import('../identity/identity-page.tsx'), 'IdentityPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setupRoute,
    signInRoute,
    shell.addChildren([
      inboxRoute,
      review,
      audits,
      learning,
      autonomy,
      topics,
      workflows,
      guides,
      glossary,
      context,
      knowledgeRoute,
      settings,
      identity,
    ]),
  ]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotFound() {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4">
      <h1 className="text-lg font-semibold">There is no such page</h1>
      <Link to="/" className={buttonClass('plain', 'medium')}>
        To the inbox
      </Link>
    </main>
  );
}
