/** Decisions of the AI agent: one a customer's turn, committed before anything is sent. */
import type { Selectable } from 'kysely';
import { type ActionName, type Citation, type DecisionTable, json, type Tx } from './tables.ts';

export type DecisionRow = Selectable<DecisionTable>;
export type DraftState = 'open' | 'accepted' | 'edited' | 'discarded';

export interface NewDecision {
  readonly id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly generation: number;
  readonly action: ActionName;
  readonly resolution_id: string | null;
  readonly confidence: number;
  readonly audited: boolean;
  /** A person whispered the reply. */
  readonly steered?: boolean;
  readonly model_version: number;
  readonly question: unknown;
  readonly decision: unknown;
  readonly draft?: { readonly text: string; readonly citations: readonly Citation[] } | null;
  readonly at: Date;
}

/** A second decision on the same message is not made: the first one comes back, with `created: false`. */
export async function insertDecision(
  tx: Tx,
  decision: NewDecision,
): Promise<{ readonly decision: DecisionRow; readonly created: boolean }> {
  const { draft, ...rest } = decision;
  const row = await tx
    .insertInto('decisions')
    .values({
      ...rest,
      question: json(decision.question),
      decision: json(decision.decision),
      draft_state: draft ? 'open' : null,
      draft_text: draft?.text ?? null,
      draft_citations: json(draft?.citations ?? []),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'message_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return { decision: row, created: true };
  return { decision: await byMessage(tx, decision.message_id).executeTakeFirstOrThrow(), created: false };
}

const byMessage = (tx: Tx, messageId: string) =>
  tx.selectFrom('decisions').selectAll().where('message_id', '=', messageId);

export async function findDecisionOf(tx: Tx, messageId: string): Promise<DecisionRow | undefined> {
  return byMessage(tx, messageId).executeTakeFirst();
}

export async function getDecision(tx: Tx, id: string): Promise<DecisionRow | undefined> {
  return tx.selectFrom('decisions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockDecision(tx: Tx, id: string): Promise<DecisionRow | undefined> {
  return tx.selectFrom('decisions').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function getDecisions(tx: Tx, ids: readonly string[]): Promise<DecisionRow[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('decisions').selectAll().where('id', 'in', ids).execute();
}

export async function listDecisions(tx: Tx, conversationId: string): Promise<DecisionRow[]> {
  return tx
    .selectFrom('decisions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('at')
    .orderBy('id')
    .limit(2_000)
    .execute();
}

/** The newest decision of a conversation. */
export async function findLatestDecision(tx: Tx, conversationId: string): Promise<DecisionRow | undefined> {
  return tx
    .selectFrom('decisions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** pending → sent | superseded, once: false where it was settled before. */
export async function settleDecision(
  tx: Tx,
  args: { readonly id: string; readonly state: 'sent' | 'superseded' },
): Promise<boolean> {
  const result = await tx
    .updateTable('decisions')
    .set({ state: args.state })
    .where('id', '=', args.id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** open → accepted | edited | discarded, once: false where it was closed before. */
export async function closeDraft(
  tx: Tx,
  args: { readonly id: string; readonly state: Exclude<DraftState, 'open'> },
): Promise<boolean> {
  const result = await tx
    .updateTable('decisions')
    .set({ draft_state: args.state })
    .where('id', '=', args.id)
    .where('draft_state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Drafts that nobody used are out of date once something newer was said; answers which decisions made them. */
export async function discardOpenDrafts(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('decisions')
    .set({ draft_state: 'discarded' })
    .where('conversation_id', '=', conversationId)
    .where('draft_state', '=', 'open')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** How many decisions of each action the AI agent made by itself. */
export async function countDecisions(tx: Tx): Promise<Record<ActionName, number>> {
  const rows = await tx
    .selectFrom('decisions')
    .select((eb) => ['action', eb.fn.countAll<number>().as('n')])
    .where('steered', '=', false)
    .groupBy('action')
    .execute();
  const counts = { answer: 0, draft: 0, clarify: 0, hand_off: 0 };
  for (const row of rows) counts[row.action] = row.n;
  return counts;
}
