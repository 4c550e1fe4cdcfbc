/**
 * Conversations: who has the word, and where the inbox finds them.
 *
 * `generation` counts changes of who has the word. A job of the AI agent remembers the generation it started
 * with; `holdGeneration` fails where a person took over meanwhile, so a late answer is never sent.
 */
import { type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type Channel, type ConversationStatus, type ConversationTable, json, type Tx } from './tables.ts';

export type Conversation = Selectable<ConversationTable>;

/** A conversation as the inbox lists it. */
export interface ConversationRow extends Conversation {
  readonly customer_name: string | null;
  readonly customer_email: string | null;
  readonly assignee_name: string | null;
  readonly has_draft: boolean;
}

export interface NewConversation {
  readonly id: string;
  readonly customer_id: string;
  readonly channel: Channel;
  readonly status: ConversationStatus;
  readonly subject: string;
  readonly context?: Record<string, string>;
  readonly at: Date;
}

export async function createConversation(tx: Tx, conversation: NewConversation): Promise<Conversation> {
  const { at, context, ...rest } = conversation;
  return tx
    .insertInto('conversations')
    .values({ ...rest, ...bare, context: json(context ?? {}), created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow();
}
const bare = { assignee_id: null, waiting_since: null, source: null, external_id: null };

export async function getConversation(tx: Tx, id: string): Promise<Conversation | undefined> {
  return tx.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Holds the row until the end of the transaction: whoever changes who has the word, or adds a message, goes through here. */
export async function lockConversation(tx: Tx, id: string): Promise<Conversation | undefined> {
  return tx.selectFrom('conversations').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Locks the conversation if nobody took the word since `generation`; null where somebody did. */
export async function holdGeneration(
  tx: Tx,
  args: { readonly id: string; readonly generation: number },
): Promise<Conversation | null> {
  const conversation = await lockConversation(tx, args.id);
  return conversation && conversation.generation === args.generation ? conversation : null;
}

/** The newest conversation of a customer that is not resolved. */
export async function findOpenConversation(tx: Tx, customerId: string): Promise<Conversation | undefined> {
  return tx
    .selectFrom('conversations')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', '!=', 'resolved')
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Anything that stands in the row; `context` is merged over what is known. */
export interface ConversationChange {
  readonly status?: ConversationStatus;
  readonly assignee_id?: string | null;
  readonly waiting_since?: Date | null;
  readonly subject?: string;
  readonly unread?: boolean;
  readonly context?: Record<string, string>;
  /** True where the word changes hands: a running job of the AI agent then stays silent. */
  readonly takes_word?: boolean;
}

export async function updateConversation(
  tx: Tx,
  args: { readonly id: string; readonly at: Date; readonly change: ConversationChange },
): Promise<Conversation> {
  const { context, takes_word, ...fields } = args.change;
  return tx
    .updateTable('conversations')
    .set({ ...fields, updated_at: args.at })
    .$if(context !== undefined, (query) =>
      query.set({ context: sql<Record<string, string>>`context || ${JSON.stringify(context)}::jsonb` }),
    )
    .$if(takes_word === true, (query) => query.set({ generation: sql`generation + 1` }))
    .where('id', '=', args.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** As the inbox lists them. `q`: words of a message, or part of the customer's name or address. */
export function conversationRows(tx: Tx, q?: string) {
  const found = sql<boolean>`c.id in (select search_conversations(${q?.trim()}, ${MAX_SEARCH_HITS}))`;
  return tx
    .selectFrom('conversations as c')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .leftJoin('members as m', 'm.id', 'c.assignee_id')
    .selectAll('c')
    .select((eb) => [
      'u.name as customer_name',
      'u.email as customer_email',
      'm.name as assignee_name',
      eb
        .exists(
          eb
            .selectFrom('decisions as d')
            .select('d.id')
            .whereRef('d.conversation_id', '=', 'c.id')
            .where('d.draft_state', '=', 'open'),
        )
        .$castTo<boolean>()
        .as('has_draft'),
    ])
    .$if(Boolean(q?.trim()), (all) => all.where(found));
}

export async function getConversationRow(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  return conversationRows(tx).where('c.id', '=', id).executeTakeFirst();
}

export interface ConversationQuery extends PageRequest {
  readonly statuses?: readonly ConversationStatus[];
  readonly assignee_id?: string;
  readonly customer_id?: string;
  /** Words of a message, or part of the customer's name or address. */
  readonly q?: string | undefined;
}
/** The search looks no further than this many newest hits. */
export const MAX_SEARCH_HITS = 1_000;

/** Newest first. */
export async function listConversations(tx: Tx, query: ConversationQuery): Promise<Page<ConversationRow>> {
  let select = conversationRows(tx, query.q);
  if (query.statuses) select = select.where('c.status', 'in', query.statuses);
  if (query.assignee_id) select = select.where('c.assignee_id', '=', query.assignee_id);
  if (query.customer_id) select = select.where('c.customer_id', '=', query.customer_id);
  const by = { at: 'c.updated_at', id: 'c.id', timeOf: ({ updated_at }: ConversationRow) => updated_at };
  return newestFirst(select, query, by);
}

export interface ConversationCounts {
  readonly waiting: number;
  readonly mine: number;
  readonly ai: number;
  readonly human: number;
  readonly resolved: number;
}

/** No view is counted further: counts stand beside every page, and are asked for again with every change. */
const MOST_COUNTED = 10_000;

/** `mine`: what this member is assigned to and is not resolved. */
export async function countConversations(tx: Tx, memberId: string | null): Promise<ConversationCounts> {
  const count = (condition: ReturnType<typeof sql>) => sql`(
    select count(*)::int from (select from conversations where ${condition} limit ${sql.lit(MOST_COUNTED)}) counted)`;
  const { rows } = await sql<ConversationCounts>`
    select ${count(sql`status = 'waiting'`)} as waiting,
      ${count(sql`status <> 'resolved' and assignee_id = ${memberId}`)} as mine,
      ${count(sql`status = 'ai'`)} as ai, ${count(sql`status = 'human'`)} as human,
      ${count(sql`status = 'resolved'`)} as resolved
  `.execute(tx);
  return rows[0] ?? { waiting: 0, mine: 0, ai: 0, human: 0, resolved: 0 };
}

/** Oldest first by id, for export: call again with the last id until nothing comes. */
export async function exportConversations(
  tx: Tx,
  args: { readonly after_id: string; readonly limit: number },
): Promise<Conversation[]> {
  return tx
    .selectFrom('conversations')
    .selectAll()
    .where('id', '>', args.after_id)
    .orderBy('id')
    .limit(args.limit)
    .execute();
}
