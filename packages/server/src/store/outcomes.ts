/** Outcomes: what was seen after a decision. Appended, never edited; the database refuses anything else. */
import type { Selectable } from 'kysely';
import { json, type OutcomeTable, type Tx } from './tables.ts';

export type Outcome = Selectable<OutcomeTable>;

export interface NewOutcome {
  readonly id: string;
  readonly conversation_id: string;
  readonly decision_id: string | null;
  readonly kind: string;
  /** What it was seen in: id of a message, a click, a job. The same one counts once. */
  readonly source_event: string;
  readonly detail?: Record<string, unknown>;
  readonly at: Date;
}

/** False where this outcome was recorded before. */
export async function appendOutcome(tx: Tx, outcome: NewOutcome): Promise<boolean> {
  const row = await tx
    .insertInto('outcomes')
    .values({ ...outcome, detail: json(outcome.detail ?? {}) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function listOutcomes(tx: Tx, conversationId: string): Promise<Outcome[]> {
  return tx
    .selectFrom('outcomes')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('at')
    .orderBy('id')
    .limit(2_000)
    .execute();
}

/** What a human agent said in the inbox of an answer that nobody audits. */
export async function findMarkedWrong(tx: Tx, decisionId: string): Promise<Outcome | undefined> {
  return tx
    .selectFrom('outcomes')
    .selectAll()
    .where('decision_id', '=', decisionId)
    .where('kind', '=', 'marked-wrong')
    .executeTakeFirst();
}
