/** What a database holds after everything: for the kill test. */
import {
  type Database,
  ledgerHead,
  listDecisions,
  listMessages,
  exportConversations,
  readEvents,
  pageLessons,
  type Tx,
} from '../../packages/server/src/store/index.ts';

export interface Found {
  readonly messages: ReadonlySet<string>;
  /** How many of them customers wrote. */
  readonly asked: number;
  /** Customers' messages that a decision names. */
  readonly decided: ReadonlySet<string>;
  /** Conversations that a person has or had the word in. */
  readonly taken_over: ReadonlySet<string>;
  /** Conversations that a lesson was drawn from. */
  readonly taught: ReadonlySet<string>;
  readonly decided_twice: number;
  readonly answered_twice: number;
  readonly ledger_events: number;
  readonly ledger_head: number;
}

const PAGE = 500;

export async function checkFolder(database: Database, workspace_id: string): Promise<Found> {
  return database.asWorkspace(workspace_id, async (tx) => {
    const found = { messages: new Set<string>(), decided: new Set<string>(), taken_over: new Set<string>() };
    let asked = 0;
    let decided_twice = 0;
    let answered_twice = 0;
    for await (const id of conversationIds(tx)) {
      const messages = await listMessages(tx, { conversation_id: id });
      for (const message of messages) found.messages.add(message.id);
      asked += messages.filter((message) => message.author === 'customer').length;
      if (messages.some((message) => message.author === 'agent')) found.taken_over.add(id);
      const decided = (await listDecisions(tx, id)).map((decision) => decision.message_id);
      for (const message_id of decided) found.decided.add(message_id);
      decided_twice += decided.length - new Set(decided).size;
      const spoken = messages.filter(({ author, kind }) => author === 'ai' || kind === 'hand-off');
      const answered = spoken.map((message) => message.decision_id);
      answered_twice += answered.length - new Set(answered).size;
    }
    return {
      ...found,
      asked,
      taught: await taughtBy(tx),
      decided_twice,
      answered_twice,
      ledger_events: await countEvents(tx),
      ledger_head: await ledgerHead(tx),
    };
  });
}

async function* conversationIds(tx: Tx): AsyncGenerator<string> {
  let after_id = '';
  for (;;) {
    const page = await exportConversations(tx, { after_id, limit: PAGE });
    for (const { id } of page) yield id;
    const last = page.at(-1);
    if (last === undefined) return;
    after_id = last.id;
  }
}

async function taughtBy(tx: Tx): Promise<ReadonlySet<string>> {
  const taught = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await pageLessons(tx, { cursor, limit: PAGE });
    for (const lesson of page.items) if (lesson.conversation_id !== null) taught.add(lesson.conversation_id);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return taught;
}

async function countEvents(tx: Tx): Promise<number> {
  let count = 0;
  for (;;) {
    const page = await readEvents(tx, { after_seq: count, limit: PAGE, encoder_id: 'none' });
    count += page.length;
    if (page.length < PAGE) return count;
  }
}
