/**
 * Audits: answers that went out alone and were drawn for a person to check. One row a decision.
 *
 * The first verdict stands: two people at once are told apart by the row. It may be taken back until it is settled.
 */
import { type Selectable, sql } from 'kysely';
import { decodeCursor, type Page, type PageRequest, toPage } from './pages.ts';
import { type AuditTable, json, type Tx, type VerdictName } from './tables.ts';

/** The queue's row; question, answer and decision stand in rows of their own. */
export type AuditRow = Selectable<AuditTable>;

export interface AuditCounts {
  readonly open: number;
  readonly judged: number;
}

/** An answer that was drawn before stays as it is. */
export async function openAudit(
  tx: Tx,
  audit: Pick<AuditRow, 'decision_id' | 'conversation_id' | 'audit_rate' | 'opened_at'>,
): Promise<void> {
  const unjudged = { verdict: null, correction: null, judge_id: null, judged_by: null, judged_at: null };
  await tx
    .insertInto('audits')
    .values({ ...audit, ...unjudged, settled_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function getAudit(tx: Tx, decisionId: string): Promise<AuditRow | undefined> {
  return tx.selectFrom('audits').selectAll().where('decision_id', '=', decisionId).executeTakeFirst();
}

/** Holds the row until the end of the transaction: verdict, undo and settling go one after the other. */
export async function lockAudit(tx: Tx, decisionId: string): Promise<AuditRow | undefined> {
  return tx
    .selectFrom('audits')
    .selectAll()
    .where('decision_id', '=', decisionId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export type AuditView = 'open' | 'judged' | 'all';

/** Open ones first; oldest first. The cursor remembers which of the two halves it stands in. */
export async function listAudits(
  tx: Tx,
  query: PageRequest & { readonly view: AuditView },
): Promise<Page<AuditRow>> {
  const after = readCursor(query.cursor);
  const rows = await tx
    .selectFrom('audits')
    .selectAll()
    .$if(query.view !== 'all', (select) =>
      select.where(sql<boolean>`(verdict is not null) = ${query.view === 'judged'}::boolean`),
    )
    .$if(after !== null, (select) =>
      select.where(
        sql<boolean>`((verdict is not null), opened_at, decision_id) > (${after?.isJudged}::boolean, ${after?.at}::timestamptz, ${after?.id})`,
      ),
    )
    .orderBy(sql`(verdict is not null)`)
    .orderBy('opened_at')
    .orderBy('decision_id')
    .limit(query.limit + 1)
    .execute();
  return toPage(rows, query.limit, (row) => ({
    at: row.opened_at,
    id: `${row.verdict === null ? 0 : 1}.${row.decision_id}`,
  }));
}

function readCursor(cursor: string | undefined) {
  const after = decodeCursor(cursor);
  if (after === null || !/^[01]\./.test(after.id)) return null;
  return { isJudged: after.id.startsWith('1'), at: after.at, id: after.id.slice(2) };
}

export async function countAudits(tx: Tx): Promise<AuditCounts> {
  return tx
    .selectFrom('audits')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('verdict', 'is', null).as('open'),
      eb.fn.countAll<number>().filterWhere('verdict', 'is not', null).as('judged'),
    ])
    .executeTakeFirstOrThrow();
}

export interface Judged {
  readonly decision_id: string;
  readonly verdict: VerdictName;
  readonly correction: Record<string, string> | null;
  /** Null for a key. */
  readonly judge_id: string | null;
  readonly judged_by: string;
  readonly judged_at: Date;
}

export async function setVerdict(tx: Tx, { decision_id, correction, ...judged }: Judged): Promise<AuditRow> {
  return tx
    .updateTable('audits')
    .set({ ...judged, correction: correction === null ? null : json(correction) })
    .where('decision_id', '=', decision_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function clearVerdict(tx: Tx, decisionId: string): Promise<AuditRow> {
  return tx
    .updateTable('audits')
    .set({ verdict: null, correction: null, judge_id: null, judged_by: null, judged_at: null })
    .where('decision_id', '=', decisionId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function settleAudit(tx: Tx, args: { readonly id: string; readonly at: Date }): Promise<void> {
  await tx.updateTable('audits').set({ settled_at: args.at }).where('decision_id', '=', args.id).execute();
}
