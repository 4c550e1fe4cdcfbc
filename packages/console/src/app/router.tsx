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
import type { Me } from '@understudy/contract';
import { ApiError } from '../api/client.ts';
import { meQuery, queryClient } from '../api/queries.ts';
import { type FigureSearch, parseFigureSearch } from '../figures/range.ts';
import { type IncidentSearch, parseIncidentSearch } from '../incidents/search.ts';
import { parseQualitySearch, type QualitySearch } from '../quality/search.ts';
import { type LessonFilters, parseFilters } from '../review/filters.ts';
import { parseTopicSearch, type TopicSearch } from '../topics/listing.ts';
import { buttonClass } from '../ui/button.tsx';
import { Shell } from './shell.tsx';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery).catch((error: unknown) => error);
    if (me instanceof ApiError && me.status === 401) throw redirect({ to: '/sign-in', search: {} });
    // Whoever answers customers begins with them, whoever leads with how it goes.
    if (me instanceof Error || (me as Me).role === 'agent')
      throw redirect({ to: '/inbox/{-$view}/{-$id}', params: { view: 'waiting' } });
    throw redirect({ to: '/overview', search: {} });
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
  path: '/topics/{-$id}',
  validateSearch: (search): TopicSearch => parseTopicSearch(search),
  component: lazyRouteComponent(() => import('../topics/topics-page.tsx'), 'TopicsPage'),
});
/** Where topics were listed before. */
const oldTopics = createRoute({
  getParentRoute: () => shell,
  path: '/knowledge/topics',
  beforeLoad: () => {
    throw redirect({ to: '/topics/{-$id}', params: { id: undefined } });
  },
});
const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/incidents/{-$id}',
  validateSearch: (search): IncidentSearch => parseIncidentSearch(search),
  component: lazyRouteComponent(() => import('../incidents/incidents-page.tsx'), 'IncidentsPage'),
});
const insights = createRoute({
  getParentRoute: () => shell,
  path: '/insights',
  validateSearch: (search): FigureSearch => parseFigureSearch(search),
  component: lazyRouteComponent(() => import('../insights/insights-page.tsx'), 'InsightsPage'),
});
const alarms = createRoute({
  getParentRoute: () => shell,
  path: '/alarms',
  component: lazyRouteComponent(() => import('../alarms/alarms-page.tsx'), 'AlarmsPage'),
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
const overview = createRoute({
  getParentRoute: () => shell,
  path: '/overview',
  validateSearch: (search): FigureSearch => parseFigureSearch(search),
  component: lazyRouteComponent(() => import('../overview/overview-page.tsx'), 'OverviewPage'),
});
const quality = createRoute({
  getParentRoute: () => shell,
  path: '/quality',
  validateSearch: (search): QualitySearch => parseQualitySearch(search),
  component: lazyRouteComponent(() => import('../quality/quality-page.tsx'), 'QualityPage'),
});
const worth = createRoute({
  getParentRoute: () => shell,
  path: '/roi',
  validateSearch: (search): FigureSearch => parseFigureSearch(search),
  component: lazyRouteComponent(() => import('../worth/worth-page.tsx'), 'WorthPage'),
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
const notices = createRoute({
  getParentRoute: () => shell,
  path: '/settings/notices',
  component: lazyRouteComponent(() => import('../notices/notices-page.tsx'), 'NoticesPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setupRoute,
    signInRoute,
    shell.addChildren([
      inboxRoute,
      overview,
      quality,
      worth,
      review,
      audits,
      learning,
      autonomy,
      topics,
      oldTopics,
      incidents,
      insights,
      alarms,
      notices,
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
        To the start
      </Link>
    </main>
  );
}
