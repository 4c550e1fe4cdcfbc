/** What customers ask about, how the team handles it, and what customers call things. */
import type { NamedTopic } from '@understudy/engine';
import { changeGlossary } from '../../flow/change-glossary.ts';
import * as store from '../../store/index.ts';
import { toWireEntry, toWireProposal, toWireTopic } from '../../translate-insights.ts';
import { found } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Topics = Pick<Handlers, 'listTopics' | 'getTopicPath' | 'getGlossary' | 'changeGlossary'>;

export function topicHandlers(parts: HttpParts): Topics {
  const { database, models } = parts;
  return {
    listTopics: async ({ query, caller }) => {
      const known = await models.topics(caller.workspace_id);
      const topics = known.filter(({ id }) => query.id === undefined || id === query.id).toSorted(byTickets);
      const { items, next_cursor } = pageOf(topics, query);
      const rows = await database.asWorkspace(caller.workspace_id, (tx) => rowsOf(tx, items));
      return { items: items.map((topic) => toWireTopic(topic, rows)), next_cursor };
    },
    getTopicPath: async ({ params, caller }) => {
      const topics = await models.topics(caller.workspace_id);
      const topic = found(
        topics.find(({ id }) => id === params.id),
        'topic',
      );
      const { edges, variants } = await models.paths(caller.workspace_id, [topic.id, ...topic.resolutions]);
      return {
        edges: [...edges],
        variants: variants.map(({ steps, ...counts }) => ({ steps: [...steps], ...counts })),
      };
    },
    getGlossary: async ({ caller }) => {
      const proposed = await models.jargon(caller.workspace_id);
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const entries = await store.listGlossary(tx);
        const known = new Set(entries.map(({ term }) => term));
        const open = proposed.filter(({ term }) => !known.has(term));
        const texts = await store.questionTexts(
          tx,
          open.flatMap(({ examples }) => examples),
        );
        return {
          entries: entries.map(toWireEntry),
          proposals: open.map((entry) => toWireProposal(entry, texts)),
        };
      });
    },
    changeGlossary: async ({ params, body, caller }) => {
      const entry = { term: params.term, ...body };
      const { workspace_id } = caller;
      return toWireEntry(await changeGlossary(parts, { workspace_id, entry, by: caller }));
    },
  };
}

const byTickets = (a: NamedTopic, b: NamedTopic) => b.tickets - a.tickets || (a.id < b.id ? -1 : 1);

/** The cursor is the last topic that was shown; where it is gone meanwhile, its place is found by its tickets. */
function pageOf(
  topics: readonly NamedTopic[],
  query: { readonly cursor?: string | undefined; limit: number },
) {
  const [, tickets, id] =
    /^(\d{1,9}) (.+)$/.exec(Buffer.from(query.cursor ?? '', 'base64url').toString()) ?? [];
  const isAfter = (topic: NamedTopic) =>
    id === undefined ||
    topic.tickets < Number(tickets) ||
    (topic.tickets === Number(tickets) && topic.id > id);
  const rest = topics.filter(isAfter);
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  const more = last !== undefined && rest.length > items.length;
  return {
    items,
    next_cursor: more ? Buffer.from(`${last.tickets} ${last.id}`).toString('base64url') : null,
  };
}

async function rowsOf(tx: store.Tx, topics: readonly NamedTopic[]) {
  const ids = topics.flatMap(({ resolutions }) => resolutions.slice(0, MOST_LOOKED_UP));
  const rows = await store.getResolutions(tx, ids);
  return {
    questions: await store.questionTexts(
      tx,
      topics.map((topic) => topic.medoid_question_id),
    ),
    resolutions: new Map(rows.filter((row) => row.retired_at === null).map((row) => [row.id, row])),
  };
}

/** Resolutions of one topic that are looked for among those in use. */
const MOST_LOOKED_UP = 50;
