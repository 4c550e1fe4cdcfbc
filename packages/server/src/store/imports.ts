/** Imports: one at a time in a workspace, resumable from the last committed line. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { decodeCursor, newestFirst, type Page, type PageRequest, toPage } from './pages.ts';
import { type ImportStage, type ImportState, type ImportTable, json, type Tx } from './tables.ts';

export interface ImportRow extends Selectable<ImportTable> {
  /** Lessons of it that wait for a review, and are not in force. */
  readonly waiting: number;
}
const waiting = sql<number>`(select count(*)::int from lessons l where l.workspace_id = imports.workspace_id
  and l.import_id = imports.id
  and l.status = 'open' and l.proposal is not null)`.as('waiting');
const UNDER_WAY = ['running', 'learning'] as const;

/** Null where another import of this workspace is under way. */
export async function startImport(
  tx: Tx,
  args: {
    readonly id: string;
    readonly source: string;
    readonly dry_run: boolean;
    readonly topics?: ImportRow['topics'];
    readonly file: string | null;
    readonly at: Date;
  },
): Promise<ImportRow | null> {
  const { at, ...rest } = args;
  const row = await tx
    .insertInto('imports')
    .values({ ...rest, state: 'running', stage_total: null, error: null, started_at: at, finished_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .returning(waiting)
    .executeTakeFirst();
  return row ?? null;
}

export async function getImport(tx: Tx, id: string): Promise<ImportRow | undefined> {
  return tx.selectFrom('imports').selectAll().select(waiting).where('id', '=', id).executeTakeFirst();
}

/** The import to go on with after a restart, if any. */
export async function findImportUnderWay(tx: Tx): Promise<ImportRow | undefined> {
  return tx
    .selectFrom('imports')
    .selectAll()
    .select(waiting)
    .where('state', 'in', UNDER_WAY)
    .executeTakeFirst();
}

/** Newest first. */
export async function listImports(tx: Tx, query: PageRequest): Promise<Page<ImportRow>> {
  const by = { at: 'started_at', id: 'id', timeOf: ({ started_at }: ImportRow) => started_at };
  return newestFirst(tx.selectFrom('imports').selectAll().select(waiting), query, by);
}

/** What one committed batch adds to the counters, and where it ended. */
export interface ImportStep {
  readonly line?: number;
  readonly read?: number;
  readonly accepted?: number;
  readonly known?: number;
  readonly rejected?: number;
  readonly resolutions?: number;
  readonly stage?: ImportStage;
  readonly stage_done?: number;
  readonly stage_total?: number | null;
}

/** Null where the import is no longer under way (cancelled meanwhile): the caller then rolls its batch back. */
export async function advanceImport(tx: Tx, id: string, step: ImportStep): Promise<ImportRow | null> {
  const { line, stage, stage_done, stage_total, ...added } = step;
  const given = Object.entries({ line, stage, stage_done, stage_total }).filter(
    ([, value]) => value !== undefined,
  );
  const counters = Object.entries(added).map(([name, n]) => [name, sql`${sql.ref(name)} + ${n}::int`]);
  const row = await tx
    .updateTable('imports')
    .set({ id, ...Object.fromEntries(given), ...Object.fromEntries(counters) })
    .where('id', '=', id)
    .where('state', 'in', UNDER_WAY)
    .returningAll()
    .returning(waiting)
    .executeTakeFirst();
  return row ?? null;
}

/** Null where it is no longer under way. */
export async function setImportState(
  tx: Tx,
  args: {
    readonly id: string;
    readonly state: ImportState;
    readonly error?: string | null;
    readonly at: Date;
  },
): Promise<ImportRow | null> {
  const isOver = args.state !== 'running' && args.state !== 'learning';
  const row = await tx
    .updateTable('imports')
    .set({ state: args.state, error: args.error ?? null, finished_at: isOver ? args.at : null })
    .$if(args.state === 'done', (query) => query.set({ stage: 'done' }))
    .where('id', '=', args.id)
    .where('state', 'in', UNDER_WAY)
    .returningAll()
    .returning(waiting)
    .executeTakeFirst();
  return row ?? null;
}

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

export async function insertRejected(
  tx: Tx,
  args: { readonly import_id: string; readonly rows: readonly RejectedRow[] },
): Promise<void> {
  if (args.rows.length === 0) return;
  await sql`
    insert into rejected_rows (import_id, line, reason)
    select ${args.import_id}, r.line, r.reason from jsonb_to_recordset(${json(args.rows)}) as r(line bigint, reason text)
    on conflict do nothing
  `.execute(tx);
}

/** By line. */
export async function listRejected(
  tx: Tx,
  query: PageRequest & { readonly import_id: string },
): Promise<Page<RejectedRow>> {
  const after = decodeCursor(query.cursor);
  const found = await tx
    .selectFrom('rejected_rows')
    .select(['line', 'reason'])
    .where('import_id', '=', query.import_id)
    .where('line', '>', after ? Number(after.id) : 0)
    .orderBy('line')
    .limit(query.limit + 1)
    .execute();
  return toPage(found, query.limit, (row) => ({ at: new Date(0), id: String(row.line) }));
}
