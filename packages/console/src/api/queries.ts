/** What is cached under which key. One place, so that events and optimistic updates reach the same entries as the pages. */

import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { AuditLogCategory, AutonomyChange, Query } from '@understudy/contract';
import { ApiError, call } from './client.ts';

export type View = NonNullable<Query<'listConversations'>['view']>;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ends while somebody works: asking who we are again leads to the sign-in.
    onError: (error, query) => {
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me') {
        void queryClient.invalidateQueries({ queryKey: keys.me });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof ApiError && error.retryable && failures < 2,
      retryDelay: (failure) => 400 * 2 ** failure,
      // A local server answers without the internet; the browser's idea of "offline" must not pause it.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export const keys = {
  audits: ['audits'] as const,
  autonomy: ['autonomy'] as const,
  conversations: ['conversations'] as const,
  conversation: (id: string) => ['conversation', id] as const,
  context: ['context'] as const,
  counts: ['counts'] as const,
  glossary: ['glossary'] as const,
  guides: ['guides'] as const,
  imports: ['imports'] as const,
  learning: ['learning'] as const,
  lesson: (id: string) => ['lessons', 'one', id] as const,
  lessons: ['lessons'] as const,
  me: ['me'] as const,
  topics: ['topics'] as const,
  workflows: ['workflows'] as const,
};

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => call('me', {}, signal),
  staleTime: 300_000,
});
export const versionQuery = queryOptions({
  queryKey: ['version'],
  queryFn: ({ signal }) => call('version', {}, signal),
});
export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: async ({ signal }) =>
    (await call('listConversations', { query: { view: 'waiting', limit: 1 } }, signal)).counts,
});
export const conversationsQuery = (view: View, q: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.conversations, view, q],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listConversations',
        { query: { view, q, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => call('getConversation', { params: { id } }, signal),
  });
/** One page of the queue is enough: what is judged makes room for what comes after it. */
export const auditsQuery = queryOptions({
  queryKey: [...keys.audits, 'open'],
  queryFn: ({ signal }) => call('listAudits', { query: { view: 'open', limit: 50 } }, signal),
});
export const auditCountsQuery = queryOptions({
  queryKey: [...keys.audits, 'counts'],
  queryFn: async ({ signal }) => (await call('listAudits', { query: { limit: 1 } }, signal)).counts,
});
export const lessonsQuery = (asked: Query<'listLessons'>) =>
  infiniteQueryOptions({
    queryKey: [...keys.lessons, 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listLessons',
        { query: { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const lessonCountsQuery = queryOptions({
  queryKey: [...keys.lessons, 'counts'],
  queryFn: async ({ signal }) => (await call('listLessons', { query: { limit: 1 } }, signal)).counts,
});
/** While its preview is counted, it is asked for again and again. */
export const lessonQuery = (id: string) =>
  queryOptions({
    queryKey: keys.lesson(id),
    queryFn: ({ signal }) => call('getLesson', { params: { id } }, signal),
    refetchInterval: (query) => (query.state.data?.impact.state === 'running' ? 1_000 : false),
  });
export const learningQuery = queryOptions({
  queryKey: keys.learning,
  queryFn: ({ signal }) => call('learning', {}, signal),
});
export const importsQuery = queryOptions({
  queryKey: keys.imports,
  queryFn: ({ signal }) => call('latestImport', { query: { limit: 1 } }, signal),
});
export const rejectedRowsQuery = (id: string, rejected: number) =>
  queryOptions({
    queryKey: ['rejected', id, rejected],
    queryFn: ({ signal }) => call('listRejectedRows', { params: { id }, query: { limit: 100 } }, signal),
    retry: false,
  });
export const resolutionsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['resolutions', q],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listResolutions',
        { query: { q, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const resolutionQuery = (id: string) =>
  queryOptions({
    queryKey: ['resolution', id],
    queryFn: ({ signal }) => call('getResolution', { params: { id } }, signal),
  });
export const exemplarsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['resolution', id, 'exemplars'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listExemplars',
        { params: { id }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const topicsQuery = infiniteQueryOptions({
  queryKey: keys.topics,
  queryFn: ({ pageParam, signal }) =>
    call('listTopics', { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, signal),
  initialPageParam: '',
  getNextPageParam: (last) => last.next_cursor,
});
export const topicPathQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.topics, id, 'path'],
    queryFn: ({ signal }) => call('getTopicPath', { params: { id } }, signal),
  });
export const workflowsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.workflows, 'list', q],
    queryFn: ({ pageParam, signal }) =>
      call('listWorkflows', { query: { q, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.workflows, 'one', id],
    queryFn: ({ signal }) => call('getWorkflow', { params: { id } }, signal),
  });
export const guidesQuery = (state: Query<'listGuides'>['state']) =>
  infiniteQueryOptions({
    queryKey: [...keys.guides, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listGuides',
        { query: { limit: 50, ...(state && { state }), ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
export const brokenGuidesQuery = queryOptions({
  queryKey: [...keys.guides, 'broken'],
  queryFn: async ({ signal }) => (await call('listGuides', { query: { limit: 1 } }, signal)).broken,
});
/** With its runs; null where it has none. */
export const guideOfResolutionQuery = (resolution_id: string) =>
  queryOptions({
    queryKey: [...keys.guides, 'of', resolution_id],
    queryFn: async ({ signal }) => {
      const { items } = await call('listGuides', { query: { resolution_id, limit: 1 } }, signal);
      const id = items[0]?.id;
      return id === undefined ? null : call('getGuide', { params: { id } }, signal);
    },
  });
/** `done`: one step a line. */
export const nextStepQuery = (id: string, done: string) =>
  queryOptions({
    queryKey: [...keys.workflows, 'next-step', id, done],
    queryFn: ({ signal }) => call('getNextStep', { params: { id }, query: { done } }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
export const glossaryQuery = queryOptions({
  queryKey: keys.glossary,
  queryFn: ({ signal }) => call('getGlossary', {}, signal),
});
export const factFieldsQuery = queryOptions({
  queryKey: [...keys.context, 'fields'],
  queryFn: ({ signal }) => call('listFactFields', {}, signal),
});
export const releasesQuery = queryOptions({
  queryKey: [...keys.context, 'releases'],
  queryFn: ({ signal }) => call('listReleases', {}, signal),
});
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call('getSettings', {}, signal),
});
export const identityQuery = queryOptions({
  queryKey: ['identity'],
  queryFn: ({ signal }) => call('getIdentity', {}, signal),
});
export const autonomyQuery = queryOptions({
  queryKey: keys.autonomy,
  queryFn: ({ signal }) => call('getAutonomy', {}, signal),
});
/** What a change would have meant; counted anew each time that it is asked for. */
export const autonomyPreviewQuery = (change: AutonomyChange) =>
  queryOptions({
    queryKey: [...keys.autonomy, 'preview', change],
    queryFn: ({ signal }) => call('previewAutonomy', { body: change }, signal),
    gcTime: 0,
    retry: false,
  });
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => call('listMembers', {}, signal),
});
export const mailQuery = queryOptions({
  queryKey: ['mail'],
  queryFn: ({ signal }) => call('getMailSetup', {}, signal),
});
export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => call('getRetention', {}, signal),
});
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => call('listApiKeys', {}, signal),
});
export const auditLogQuery = (category: AuditLogCategory | '', actor_id: string) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', category, actor_id],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listAuditLog',
        {
          query: {
            limit: 50,
            ...(category ? { category } : {}),
            ...(actor_id ? { actor_id } : {}),
            ...(pageParam ? { cursor: pageParam } : {}),
          },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
