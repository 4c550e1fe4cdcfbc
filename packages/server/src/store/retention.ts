/**
 * What is older than a workspace keeps it: found, counted, and deleted a batch at a time. Outcomes and the audit log are
 * append-only for the app role: such statements run as the owner, and each names the workspace itself.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { ERASED } from './erasure-search.ts';
import { owned } from './queue.ts';
import { json, type RetentionRun, type RetentionTable, type Tx } from './tables.ts';

export type RetentionRow = Selectable<RetentionTable>;

export async function getRetention(tx: Tx): Promise<RetentionRow | undefined> {
  return tx.selectFrom('retention').selectAll().executeTakeFirst();
}

export async function putRetention(tx: Tx, policy: RetentionRow['policy']): Promise<void> {
  const given = { policy: json(policy) };
  await tx
    .insertInto('retention')
    .values(given)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(given))
    .execute();
}

/** What a night took; what was set meanwhile stays. */
export async function noteRetentionRun(
  tx: Tx,
  { policy, last_run }: { readonly policy: RetentionRow['policy']; readonly last_run: RetentionRun },
): Promise<void> {
  const noted = { last_run: json(last_run) };
  await tx
    .insertInto('retention')
    .values({ policy: json(policy), ...noted })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(noted))
    .execute();
}

export interface OldConversation {
  readonly id: string;
  readonly customer_id: string;
}

/** Not changed since `before`, longest ago first; whatever their status. */
export async function oldConversations(
  tx: Tx,
  args: { readonly imported: boolean; readonly before: Date; readonly limit: number },
): Promise<OldConversation[]> {
  return tx
    .selectFrom('conversations')
    .select(['id', 'customer_id'])
    .where('channel', args.imported ? '=' : '<>', 'import')
    .where('updated_at', '<', args.before)
    .orderBy('updated_at')
    .orderBy('id')
    .limit(args.limit)
    .forUpdate()
    .execute();
}

/** Those of the customers who have no conversation but these. */
export async function onlyIn(
  tx: Tx,
  { customers, conversations }: { customers: readonly string[]; conversations: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers c where c.id in (select jsonb_array_elements_text(${json(customers)}))
      and not exists (select from conversations v where v.customer_id = c.id
        and not v.id in (select jsonb_array_elements_text(${json(conversations)})))
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** Kinds that go by a rule of their own, one statement a rule. */
export type SimpleKind =
  | 'details'
  | 'page_contexts'
  | 'attachments'
  | 'captured_lessons'
  | 'access_entries'
  | 'sign_ins'
  | 'alarms'
  | 'caches';

interface Rule {
  readonly table: string;
  /** Which rows are older than `before` and have something left to take. */
  readonly where: (before: Date) => RawBuilder<unknown>;
  /** Columns that are emptied; the row goes where there are none. */
  readonly set?: RawBuilder<unknown>;
}

/** Reading what names a person; that somebody was erased or told is kept. */
const ACCESS = ['attachment', 'getConversation', 'getAudit', 'getLesson'];
const KEPT_DETAIL = sql`case when detail ? 'edit_distance'
  then jsonb_build_object('edit_distance', detail -> 'edit_distance') else '{}' end`;

const RULES: Readonly<Record<SimpleKind, readonly Rule[]>> = {
  attachments: [
    { table: 'attachments', where: (before) => sql`at < ${before}` },
    {
      table: 'messages',
      where: (before) => sql`at < ${before} and attachments <> '[]'`,
      // A message without a word keeps that there was something.
      set: sql`attachments = '[]', text = case when text = '' then '[attachment]' else text end`,
    },
  ],
  details: [
    {
      table: 'conversations',
      where: (before) => sql`updated_at < ${before} and context <> '{}'`,
      set: sql`context = '{}'`,
    },
    {
      table: 'outcomes',
      where: (before) => sql`at < ${before} and detail <> ${KEPT_DETAIL}`,
      set: sql`detail = ${KEPT_DETAIL}`,
    },
  ],
  page_contexts: [
    { table: 'page_contexts', where: (before) => sql`at < ${before}` },
    { table: 'account_events', where: (before) => sql`at < ${before}` },
    // The others go with their conversation.
    { table: 'guide_runs', where: (before) => sql`at < ${before} and conversation_id is null` },
  ],
  captured_lessons: [
    {
      table: 'lessons',
      where: (before) =>
        sql`at < ${before} and status = 'open' and stage = 'captured' and proposal is not null`,
      set: sql`status = 'rejected', title = ${ERASED}, question = ${ERASED}, proposal = '{"events": []}', findings = '[]', impact = null,
        gate = null, before_review = null, source_key = 'erased ' || id`,
    },
  ],
  access_entries: [
    {
      table: 'audit_log',
      where: (before) => sql`at < ${before} and detail is not null and category = 'personal-data'
        and action in (select jsonb_array_elements_text(${json(ACCESS)}))`,
    },
  ],
  sign_ins: [
    {
      table: 'audit_log',
      where: (before) => sql`at < ${before} and detail is not null and category = 'sign-in'`,
    },
  ],
  alarms: [
    {
      table: 'alarms',
      // Who settled a lock that still holds is not told of it again: its row says that they know.
      where: (before) => sql`settled_at < ${before} and (kind <> 'certificate-locked' or settled_by is null)`,
    },
  ],
  caches: [
    { table: 'snapshots', where: (before) => sql`at < ${before}` },
    { table: 'stream_events', where: (before) => sql`at < ${before}` },
    { table: 'idempotency_keys', where: (before) => sql`at < ${before}` },
    { table: 'deliveries', where: (before) => sql`created_at < ${before} and state <> 'waiting'` },
    { table: 'notice_mails', where: (before) => sql`at < ${before} and state <> 'waiting'` },
    {
      table: 'outbox',
      where: (before) => sql`done_at < ${before} and payload <> '[]'`,
      set: sql`payload = '[]'`,
    },
  ],
};

interface Aged {
  readonly workspace_id: string;
  readonly kind: SimpleKind;
  readonly before: Date;
}

/** How many rows `deleteAged` would take. */
export async function countAged(tx: Tx, { workspace_id, kind, before }: Aged): Promise<number> {
  return owned(tx, async () => {
    let count = 0;
    for (const { table, where } of RULES[kind]) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)}
        where workspace_id = ${workspace_id} and ${where(before)}
      `.execute(tx);
      count += rows[0]?.n ?? 0;
    }
    return count;
  });
}

export async function countOld(tx: Tx, args: { imported: boolean; before: Date }): Promise<number> {
  const row = await tx
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('channel', args.imported ? '=' : '<>', 'import')
    .where('updated_at', '<', args.before)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** At most `limit` rows of each table that the kind is about; answers how many. Fewer than `limit`: that was all. */
export async function deleteAged(tx: Tx, args: Aged & { readonly limit: number }): Promise<number> {
  return owned(tx, async () => {
    let most = 0;
    for (const rule of RULES[args.kind]) most = Math.max(most, await applyRule(tx, rule, args));
    return most;
  });
}

async function applyRule(
  tx: Tx,
  { table, where, set }: Rule,
  { workspace_id, before, limit }: Aged & { readonly limit: number },
): Promise<number> {
  const rows = sql`from ${sql.table(table)} where workspace_id = ${workspace_id} and ${where(before)} limit ${limit}`;
  if (table === 'audit_log') {
    const erased = await sql<{ n: number }>`
      select erase_audit_details(${workspace_id}, array(select seq ${rows})) as n
    `.execute(tx);
    return erased.rows[0]?.n ?? 0;
  }
  const of = sql`where ctid = any(array(select ctid ${rows}))`;
  await sql`select set_config('app.erasing', 'on', true)`.execute(tx);
  const change = set
    ? sql`update ${sql.table(table)} set ${set} ${of}`
    : sql`delete from ${sql.table(table)} ${of}`;
  const { numAffectedRows } = await change.execute(tx);
  await sql`select set_config('app.erasing', '', true)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
