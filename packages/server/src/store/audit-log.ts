/**
 * The audit log: who did what, a chain of hashes that grows at its end and is never edited.
 *
 * The database makes place and hash (`append_audit_log`). Whoever appends holds the end of the chain until the commit,
 * so append last in a transaction. Cost: one call; a workspace's writers wait for each other from it to their commit.
 */
import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { cutPage, type Page, type PageRequest } from './pages.ts';
import { type AuditLogTable, json, type Tx } from './tables.ts';

export type AuditLogEntry = Selectable<AuditLogTable>;

const SALT_BYTES = 16;
/** Letters of a detail; the table refuses a little more than this. */
const MAX_DETAIL = 16_000;
const MAX_PLAIN = 200;

/** Everything but `detail` stays for ever and must name nobody: words, and ids that the server made. */
export interface NewAuditLogEntry {
  readonly at: Date;
  readonly category: string;
  readonly action: string;
  /** `done`, `begun` where it is logged before it is done, or the code of the problem that ended it. */
  readonly outcome: string;
  readonly actor_kind: AuditLogEntry['actor_kind'];
  readonly actor_id: string | null;
  readonly via: AuditLogEntry['via'];
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  /** Names, addresses, old and new values: what erasure takes away. No secrets, no texts of messages. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Answers its position. Needs `asWorkspace`. */
export async function appendAuditLog(tx: Tx, entry: NewAuditLogEntry): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select ${appendCall(entry)} as seq`.execute(tx);
  return rows[0]?.seq ?? 0;
}

/** Appends where this transaction acts for this workspace and has changed or locked a row; answers whether it did. */
export async function appendWhereChanged(
  tx: Tx,
  workspace_id: string,
  entry: NewAuditLogEntry,
): Promise<boolean> {
  const { rows } = await sql<{ seq: number | null }>`
    select case when pg_current_xact_id_if_assigned() is not null and current_workspace() = ${workspace_id}
      then ${appendCall(entry)} end as seq
  `.execute(tx);
  return rows[0]?.seq != null;
}

function appendCall({ detail, ...words }: NewAuditLogEntry) {
  const text = detailText(detail);
  return sql`append_audit_log(${json(words)}, ${text}::text, ${randomBytes(SALT_BYTES)}::bytea)`;
}

/** Where it is too long, plain values only: an entry that cannot be written would keep a change from being made. */
function detailText(detail: NewAuditLogEntry['detail']): string {
  const text = JSON.stringify(detail);
  if (text.length <= MAX_DETAIL) return text;
  const plain = Object.entries(detail).filter(([, value]) =>
    typeof value === 'string' ? value.length <= MAX_PLAIN : typeof value === 'number',
  );
  return JSON.stringify({ ...Object.fromEntries(plain), too_long: text.length });
}

/** Whether an entry says that this actor did this to this thing since then. */
export async function wasLogged(
  tx: Tx,
  args: Pick<NewAuditLogEntry, 'action' | 'actor_id' | 'subject_id'> & { readonly since: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('audit_log')
    .select('seq')
    .where('subject_id', '=', args.subject_id)
    .where('actor_id', '=', args.actor_id)
    .where('action', '=', args.action)
    .where('at', '>=', args.since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Newest first; the cursor is the position of the last one shown. */
export async function listAuditLog(
  tx: Tx,
  query: PageRequest & { readonly category?: string | undefined; readonly actor_id?: string | undefined },
): Promise<Page<AuditLogEntry>> {
  const { category, actor_id, limit } = query;
  const before = Number(query.cursor ?? Number.NaN);
  const rows = await tx
    .selectFrom('audit_log')
    .selectAll()
    .$if(category !== undefined, (select) => select.where('category', '=', category ?? ''))
    .$if(actor_id !== undefined, (select) => select.where('actor_id', '=', actor_id ?? ''))
    .$if(Number.isSafeInteger(before), (select) => select.where('seq', '<', before))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  return cutPage(rows, limit, (last) => String(last.seq));
}

/** In order, from the one after `after_seq`. */
export async function readAuditLog(
  tx: Tx,
  args: { readonly after_seq: number; readonly limit: number },
): Promise<AuditLogEntry[]> {
  return tx
    .selectFrom('audit_log')
    .selectAll()
    .where('seq', '>', args.after_seq)
    .orderBy('seq')
    .limit(args.limit)
    .execute();
}

export interface AuditLogHead {
  /** 0 where nothing was logged yet. */
  readonly seq: number;
  readonly hash: Buffer;
  /** The last row that is there: the same, unless somebody wrote past the functions. */
  readonly newest_seq: number;
}

export async function auditLogHead(tx: Tx): Promise<AuditLogHead> {
  const { rows } = await sql<AuditLogHead>`
    select coalesce(h.seq, 0) as seq, coalesce(h.hash, decode(repeat('00', 32), 'hex')) as hash,
      coalesce((select max(l.seq) from audit_log l), 0) as newest_seq
    from (select 1) as one left join audit_log_heads h on true`.execute(tx);
  return rows[0] as AuditLogHead;
}

/** Positions whose detail holds one of these texts as a whole value (an id, an address): for an erasure. */
export async function findAuditMentions(tx: Tx, texts: readonly string[]): Promise<number[]> {
  if (texts.length === 0) return [];
  const found = texts.map((text) => sql<boolean>`position(${JSON.stringify(text)} in detail) > 0`);
  const rows = await tx
    .selectFrom('audit_log')
    .select('seq')
    .where((eb) => eb.or(found))
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.seq);
}

/** Takes the details out, keeping entries and hashes. Needs `asSystem`. Answers how many. */
export async function eraseAuditDetails(
  tx: Tx,
  args: { readonly workspace_id: string; readonly seqs: readonly number[] },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select erase_audit_details(${args.workspace_id},
      array(select jsonb_array_elements_text(${json(args.seqs)})::bigint)) as n
  `.execute(tx);
  return rows[0]?.n ?? 0;
}
