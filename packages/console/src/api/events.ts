/** The stream of events → the cache. The browser resumes by Last-Event-ID; where it gives up, we start afresh and fetch again. */

import type { Query, QueryClient } from '@tanstack/react-query';
import type { ConsoleEvent, Conversation, ConversationSummary, Result } from '@understudy/contract';
import { announce } from '../app/toasts.ts';
import { mergeConversation, mergeMessage, type Pages } from './merge.ts';
import { keys, membersQuery, type View } from './queries.ts';
import { type RefetchSoon, refetchSoonWith } from './refetch-soon.ts';
import { watchKeys } from './watch-queries.ts';

/** Named events, and `message` for a server that names none (the browser's default name). */
const KINDS: readonly ConsoleEvent['type'][] = [
  'conversation',
  'message',
  'import',
  'learning',
  'audits',
  'suspended',
];
const RESTART_DELAY_MS = 3_000;

/** Listens until the returned function is called. */
export function listen(client: QueryClient, meId: string): () => void {
  let source: EventSource;
  let restart: ReturnType<typeof setTimeout> | undefined;
  const refetchSoon = refetchSoonWith(client);
  const onEvent = (event: MessageEvent<string>) =>
    apply(client, JSON.parse(event.data) as ConsoleEvent, { meId, refetchSoon });
  const open = () => {
    source = new EventSource('/v1/events');
    for (const kind of KINDS) source.addEventListener(kind, onEvent);
    // What happened between the first fetch and this moment was told to nobody.
    source.addEventListener('open', () => refetchAll(client), { once: true });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      restart = setTimeout(open, RESTART_DELAY_MS);
    });
  };
  open();
  return () => {
    clearTimeout(restart);
    refetchSoon.stop();
    source.close();
  };
}

/** A first fetch that is under way is not begun anew: it is repeated once it has succeeded. */
function refetchAll(client: QueryClient): void {
  const isFirst = ({ state }: Query) => state.data === undefined;
  for (const query of client.getQueryCache().findAll({ fetchStatus: 'fetching', predicate: isFirst }))
    query.promise?.then(
      () => client.invalidateQueries({ queryKey: query.queryKey, exact: true }),
      () => undefined, // the page says so, and offers to try again
    );
  void client.invalidateQueries();
}

function apply(
  client: QueryClient,
  event: ConsoleEvent,
  { meId, refetchSoon }: { meId: string; refetchSoon: RefetchSoon },
): void {
  switch (event.type) {
    case 'conversation':
      putConversation(client, event.conversation, meId);
      // A list that is under way may be older than this, and would take its place.
      if (client.isFetching({ queryKey: keys.conversations }) > 0) refetchSoon(keys.conversations);
      refetchSoon(keys.conversation(event.conversation.id));
      refetchSoon(keys.counts);
      return;
    case 'message':
      client.setQueryData<Conversation>(
        keys.conversation(event.message.conversation_id),
        (old) => old && mergeMessage(old, event.message),
      );
      refetchSoon(keys.conversation(event.message.conversation_id));
      if (event.message.author === 'customer')
        announce(`New message from the customer: ${event.message.text.slice(0, 140)}`);
      return;
    case 'import':
      client.setQueryData<Result<'latestImport'>>(keys.imports, { items: [event.job], next_cursor: null });
      return;
    case 'learning':
      refetchSoon(keys.learning);
      refetchSoon(keys.lessons);
      refetchSoon(keys.topics);
      refetchSoon(keys.workflows);
      refetchSoon(keys.guides);
      refetchSoon(keys.glossary);
      refetchSoon(watchKeys.alarms);
      refetchSoon(watchKeys.incidents);
      return;
    case 'suspended':
      refetchSoon(membersQuery.queryKey);
      return;
    case 'audits':
      refetchSoon(keys.audits);
  }
}

/** Puts a conversation into every list that is cached, and into its own entry. */
export function putConversation(client: QueryClient, conversation: ConversationSummary, meId: string): void {
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: keys.conversations })) {
    const [, view, q] = key as [string, View, string];
    if (pages) client.setQueryData(key, mergeConversation(pages, conversation, { view, q, meId }));
  }
  client.setQueryData<Conversation>(
    keys.conversation(conversation.id),
    (old) => old && { ...old, ...conversation },
  );
}
