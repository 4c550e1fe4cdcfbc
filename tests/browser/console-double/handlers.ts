/** What each endpoint does to the desk. Answers are checked against the contract by the caller. */
import type {
  Body,
  ConsoleEvent,
  Conversation,
  ConversationSummary,
  EndpointName,
  Message,
  Params,
  Query,
  Result,
} from '@understudy/contract';
import { autonomyHandlers } from './autonomy.ts';
import { contextHandlers } from './context.ts';
import type { Desk } from './desk.ts';
import { before, makeImport, resolutions } from './fixtures.ts';
import { figureHandlers } from './figure-handlers.ts';
import { guideHandlers } from './guides.ts';
import { identityHandlers } from './identity.ts';
import { lessonHandlers } from './lesson-handlers.ts';
import { topicOfFigures } from './watch-topics.ts';
import { watchHandlers } from './watch-handlers.ts';
import { workflowHandlers } from './workflow-handlers.ts';
import { knowledgeHandlers } from './knowledge.ts';
import { Refusal } from './refusal.ts';
import { whispers } from './whispers.ts';
import { KEEPS_NOTHING } from './retention.ts';

type Part<T> = [T] extends [never] ? Record<string, never> : T;
type Handlers = {
  [N in EndpointName]?: (input: {
    params: Part<Params<N>>;
    query: Part<Query<N>>;
    body: Body<N>;
  }) => Result<N>;
};

function summaryOf(conversation: Conversation): ConversationSummary {
  const {
    messages: _m,
    decisions: _d,
    draft: _r,
    stakes_labels: _s,
    feedback: _f,
    whispers: _w,
    mails: _e,
    context: _c,
    pages: _g,
    verified_at: _v,
    account: _a,
    previous: _p,
    ...summary
  } = conversation;
  return summary;
}

export function makeHandlers(desk: Desk, emit: (event: ConsoleEvent) => void): Handlers {
  const find = (id: string): Conversation => {
    const found = desk.conversations.find((conversation) => conversation.id === id);
    if (!found) throw new Refusal(404, 'not-found');
    return found;
  };
  const change = (id: string, part: Partial<Conversation>): ConversationSummary => {
    const after = { ...find(id), ...part };
    desk.conversations = desk.conversations.map((conversation) =>
      conversation.id === id ? after : conversation,
    );
    const conversation = summaryOf(after);
    emit({ type: 'conversation', conversation });
    return conversation;
  };
  const assignee = { id: desk.me.id, name: desk.me.name };
  return {
    ...people(desk),
    ...learned(desk, emit),
    ...lessonHandlers(desk),
    ...workflowHandlers(desk),
    ...guideHandlers,
    ...watchHandlers(desk),
    ...autonomyHandlers(desk),
    ...contextHandlers(desk),
    ...figureHandlers(desk),
    listConversations: ({ query }) => listConversations(desk, query),
    getConversation: ({ params }) => find(params.id),
    postAgentMessage: ({ params, body }) => {
      const conversation = find(params.id);
      const known = conversation.messages.find((message) => message.client_id === body.client_id);
      if (known) return known;
      const message = makeMessage(conversation, body, desk.me.name);
      const draft =
        body.draft && conversation.draft
          ? { ...conversation.draft, state: body.draft.use }
          : conversation.draft;
      const takes =
        body.kind === 'message' ? ({ status: 'human', assignee, waiting_since: null } as const) : {};
      change(params.id, {
        messages: [...conversation.messages, message],
        draft,
        has_draft: draft?.state === 'open',
        ...takes,
      });
      emit({ type: 'message', message });
      return message;
    },
    discardDraft: ({ params }) => {
      const { draft } = find(params.id);
      change(params.id, { draft: draft && { ...draft, state: 'discarded' }, has_draft: false });
      return { ok: true };
    },
    ...whispers(desk, { find, change, emit }),
    labelStakes: ({ params, body }) => {
      const conversation = desk.conversations.find((each) =>
        each.decisions.some(({ id }) => id === params.id),
      );
      if (!conversation) throw new Refusal(404, 'not-found');
      const others = conversation.stakes_labels.filter(({ decision_id }) => decision_id !== params.id);
      change(conversation.id, { stakes_labels: [...others, { decision_id: params.id, class: body.class }] });
      return { ok: true };
    },
    takeOver: ({ params }) => change(params.id, { status: 'human', assignee, waiting_since: null }),
    handBack: ({ params }) => change(params.id, { status: 'ai', assignee: null }),
    putBack: ({ params }) =>
      change(params.id, { status: 'waiting', assignee: null, waiting_since: before(0) }),
    resolveConversation: ({ params }) => change(params.id, { status: 'resolved', waiting_since: null }),
    reopenConversation: ({ params }) => change(params.id, { status: 'human', assignee }),
  };
}

function makeMessage(conversation: Conversation, body: Body<'postAgentMessage'>, author: string): Message {
  const seq = conversation.messages.length + 1;
  return {
    id: `msg_${conversation.id.slice(4)}_${seq}`,
    conversation_id: conversation.id,
    seq,
    author: 'agent',
    author_name: author,
    kind: body.kind,
    text: body.text,
    citations: [],
    attachments: [],
    choices: [],
    decision_id: null,
    client_id: body.client_id,
    at: before(0),
  };
}

const PAGE = 50;

function listConversations(desk: Desk, query: Query<'listConversations'>): Result<'listConversations'> {
  const isMine = (item: Conversation) => item.assignee?.id === desk.me.id && item.status !== 'resolved';
  const { view = 'waiting', q = '' } = query;
  const found = desk.conversations.filter(
    (item) =>
      (view === 'all' || (view === 'mine' ? isMine(item) : item.status === view)) &&
      `${item.subject} ${item.preview} ${item.customer.name}`.toLowerCase().includes(q.toLowerCase()),
  );
  const from = Number(query.cursor ?? 0);
  const limit = Number(query.limit ?? PAGE);
  const countOf = (status: string) => desk.conversations.filter((item) => item.status === status).length;
  return {
    items: found.slice(from, from + limit).map(summaryOf),
    next_cursor: from + limit < found.length ? String(from + limit) : null,
    counts: {
      waiting: countOf('waiting'),
      mine: desk.conversations.filter(isMine).length,
      ai: countOf('ai'),
      human: countOf('human'),
      resolved: countOf('resolved'),
    },
  };
}

function people(desk: Desk): Handlers {
  return {
    version: () => ({ version: '0.1.0', api: 'v1', setup_done: desk.setupDone }),
    checkSetup: ({ query }) => ({ valid: query.token === 'good-token', setup_done: desk.setupDone }),
    setup: ({ body }) => {
      desk.setupDone = true;
      desk.signedIn = true;
      desk.me = {
        ...desk.me,
        name: body.name,
        email: body.email,
        workspace: { ...desk.me.workspace, name: body.workspace_name },
      };
      return desk.me;
    },
    signIn: ({ body }) => {
      if (body.password !== 'correct horse battery') throw new Refusal(401, 'unauthenticated');
      desk.signedIn = true;
      return desk.me;
    },
    signOut: () => {
      desk.signedIn = false;
      return { ok: true };
    },
    me: () => desk.me,
    getSettings: () => desk.settings,
    ...identityHandlers(desk),
    tryHighStakes: ({ body }) => {
      const found = body.high_stakes.flatMap(({ class: name, on, handling, phrases }) => {
        const phrase = phrases.find((each) => body.text.includes(each.replaceAll('*', '')));
        return on && phrase !== undefined ? [{ class: name, handling, phrase }] : [];
      });
      return { found };
    },
    listMembers: () => ({ items: desk.members }),
    addMember: ({ body }) => {
      const { password: _, ...rest } = body;
      const since = { created_at: before(0), suspended_at: null, holds_lessons: false };
      const member = { id: 'mem_added01', ...since, ...rest };
      desk.members = [...desk.members, member];
      return member;
    },
    suspendMember: ({ params, body }) => {
      const known = desk.members.find(({ id }) => id === params.id);
      if (!known) throw new Refusal(404, 'not-found');
      const { suspended, hold_lessons = false } = body;
      const after = {
        ...known,
        suspended_at: suspended ? before(0) : null,
        holds_lessons: suspended && hold_lessons,
      };
      desk.members = desk.members.map((each) => (each.id === after.id ? after : each));
      return after;
    },
    getMailSetup: () => ({ from: 'support@example.com' }),
    sendTestMail: () => ({ sent_to: 'ada@example.com' }),
    getRetention: () => desk.retention,
    setRetention: ({ body: policy }) => {
      const isOn = Object.values(policy).some((days) => days !== null);
      desk.retention = { ...desk.retention, policy, next_run: isOn ? '2026-11-23T03:00:00.000Z' : null };
      return desk.retention;
    },
    previewRetention: ({ body: policy }) => {
      const goes = (kind: keyof typeof policy, rows: number) => (policy[kind] === null ? 0 : rows);
      return {
        ...KEEPS_NOTHING,
        conversations: goes('conversations', 1_204),
        sign_ins: goes('sign_ins', 37),
      };
    },
    listApiKeys: () => ({ items: desk.keys }),
    createApiKey: ({ body }) => {
      const key = {
        id: 'key_added01',
        prefix: 'uk_new1',
        created_at: before(0),
        last_used_at: null,
        ...body,
      };
      desk.keys = [...desk.keys, key];
      return { ...key, secret: 'uk_new1_shown_this_once' };
    },
    revokeApiKey: ({ params }) => {
      desk.keys = desk.keys.filter((key) => key.id !== params.id);
      return { ok: true };
    },
  };
}

function learned(desk: Desk, emit: (event: ConsoleEvent) => void): Handlers {
  const start = (source: string) => {
    const job = { ...makeImport('reading'), source };
    desk.imports = [job];
    emit({ type: 'import', job });
    return job;
  };
  return {
    learning: () => desk.learning,
    listTopics: ({ query }) => ({
      items: [
        ...desk.insights.topics,
        ...(query.id === undefined ? [] : desk.watch.topics.map(topicOfFigures)),
      ]
        .filter(({ id }) => query.id === undefined || id === query.id)
        .slice(0, query.id === undefined ? 100 : 1),
      next_cursor: null,
    }),
    getTopicPath: ({ params }) => desk.insights.paths[params.id] ?? { edges: [], variants: [] },
    getGlossary: () => desk.insights.glossary,
    changeGlossary: ({ params, body }) => {
      const entry = { term: params.term, ...body, changed_at: before(0) };
      const { entries, proposals } = desk.insights.glossary;
      desk.insights.glossary = {
        entries: [...entries.filter(({ term }) => term !== entry.term), entry],
        proposals: proposals.filter(({ term }) => term !== entry.term),
      };
      return entry;
    },
    listAudits: () => ({ items: [], next_cursor: null, counts: { open: 0, judged: 0 } }),
    listResolutions: ({ query }) => ({
      items: resolutions.filter((item) => item.title.toLowerCase().includes((query.q ?? '').toLowerCase())),
      next_cursor: null,
    }),
    ...knowledgeHandlers(desk),
    startImport: ({ query }) => start(query.source),
    startSampleImport: () => start('sample desk'),
    latestImport: () => ({ items: desk.imports, next_cursor: null }),
  };
}
