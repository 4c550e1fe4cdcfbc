/** What is cached of the watch: single topics, incidents, insights, alarms and where they go. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Query } from '@understudy/contract';
import { call } from './client.ts';
import { keys } from './queries.ts';

/** Found while nobody tells of it: asked for again on focus and every minute. */
const LIVE = { refetchInterval: 60_000, refetchOnWindowFocus: true } as const;
const next = (cursor: string) => (cursor === '' ? {} : { cursor });
const PAGED = {
  initialPageParam: '',
  getNextPageParam: (last: { readonly next_cursor: string | null }) => last.next_cursor,
} as const;

export const watchKeys = {
  alarms: ['alarms'] as const,
  incidents: ['incidents'] as const,
  incidentLists: ['incidents', 'list'] as const,
  insights: ['insights'] as const,
  webhooks: ['webhooks'] as const,
};

/** What it is about; null where it is known no more. */
export const topicQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.topics, id],
    queryFn: async ({ signal }) =>
      (await call('listTopics', { query: { id, limit: 1 } }, signal)).items[0] ?? null,
  });

export const incidentsQuery = (state: Query<'listIncidents'>['state']) =>
  infiniteQueryOptions({
    queryKey: [...watchKeys.incidentLists, state],
    queryFn: ({ pageParam, signal }) =>
      call('listIncidents', { query: { limit: 50, ...(state && { state }), ...next(pageParam) } }, signal),
    ...PAGED,
    ...LIVE,
  });
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: [...watchKeys.incidents, 'one', id],
    queryFn: ({ signal }) => call('getIncident', { params: { id } }, signal),
    ...LIVE,
  });
export const incidentCountsQuery = queryOptions({
  queryKey: [...watchKeys.incidents, 'counts'],
  queryFn: async ({ signal }) => (await call('listIncidents', { query: { limit: 1 } }, signal)).counts,
  ...LIVE,
});

export const insightsQuery = queryOptions({
  queryKey: watchKeys.insights,
  queryFn: ({ signal }) => call('getInsights', {}, signal),
  ...LIVE,
});
export const accountHealthQuery = infiniteQueryOptions({
  queryKey: ['account-health'],
  queryFn: ({ pageParam, signal }) =>
    call('listAccountHealth', { query: { limit: 20, ...next(pageParam) } }, signal),
  ...PAGED,
});

export const alarmsQuery = (state: Query<'listAlarms'>['state']) =>
  infiniteQueryOptions({
    queryKey: [...watchKeys.alarms, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      call('listAlarms', { query: { limit: 50, ...(state && { state }), ...next(pageParam) } }, signal),
    ...PAGED,
    ...LIVE,
  });
export const alarmCountsQuery = queryOptions({
  queryKey: [...watchKeys.alarms, 'counts'],
  queryFn: async ({ signal }) => (await call('listAlarms', { query: { limit: 1 } }, signal)).counts,
  ...LIVE,
});

export const webhooksQuery = queryOptions({
  queryKey: watchKeys.webhooks,
  queryFn: ({ signal }) => call('listWebhooks', {}, signal),
});
/** What is under way is asked for again and again. */
export const deliveriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...watchKeys.webhooks, id, 'deliveries'],
    queryFn: ({ pageParam, signal }) =>
      call('listDeliveries', { params: { id }, query: { limit: 20, ...next(pageParam) } }, signal),
    ...PAGED,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'waiting'))
        ? 2_000
        : false,
  });
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call('getNotices', {}, signal),
});

export const priorityQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.conversation(id), 'priority'],
    queryFn: ({ signal }) => call('getPriority', { params: { id } }, signal),
  });
