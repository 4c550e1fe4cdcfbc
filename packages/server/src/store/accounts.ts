/** Facts and events of accounts, and the schema of facts that was inferred from them. */
import { type Selectable, sql } from 'kysely';
import { type AccountEventTable, type AccountTable, type FactFieldTable, json, type Tx } from './tables.ts';

type Own<T> = Omit<Selectable<T>, 'workspace_id'>;
export type AccountRow = Own<AccountTable>;
export type AccountEventRow = Own<AccountEventTable>;
export type FactFieldRow = Own<FactFieldTable>;

/** Values of a field that are remembered: one more than may be learned from tells that there are too many. */
export const MOST_VALUES = 51;

const WRITERS = 0x66616374; // 'fact' in ASCII

/** One after the other writes facts of a workspace, until the end of the transaction. */
export async function lockFacts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${WRITERS}, hashtext(current_workspace()))`.execute(tx);
}

export async function getAccounts(tx: Tx, ids: readonly string[]): Promise<AccountRow[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('accounts')
    .select(['account_id', 'facts', 'facts_at'])
    .where(sql<boolean>`account_id in (select jsonb_array_elements_text(${json(ids)}))`)
    .execute();
}

export async function putAccounts(tx: Tx, rows: readonly AccountRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into accounts (account_id, facts, facts_at)
    select account_id, facts, facts_at
      from jsonb_to_recordset(${json(rows)}) as t(account_id text, facts jsonb, facts_at timestamptz)
    on conflict (workspace_id, account_id) do update set facts = excluded.facts, facts_at = excluded.facts_at
  `.execute(tx);
}

/** What is known already is left as it is. */
export async function addAccountEvents(tx: Tx, rows: readonly AccountEventRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into account_events (account_id, name, at)
    select account_id, name, at from jsonb_to_recordset(${json(rows)}) as t(account_id text, name text, at timestamptz)
    on conflict do nothing
  `.execute(tx);
}

/** Newest first, whenever they were. */
export async function newestAccountEvents(
  tx: Tx,
  { account_id, limit }: { readonly account_id: string; readonly limit: number },
): Promise<AccountEventRow[]> {
  return ofAccount(tx, account_id).limit(limit).execute();
}

/** Newest first. */
export async function listAccountEvents(
  tx: Tx,
  args: { readonly account_id: string; readonly since: Date; readonly until: Date; readonly limit: number },
): Promise<AccountEventRow[]> {
  return ofAccount(tx, args.account_id)
    .where('at', '>=', args.since)
    .where('at', '<=', args.until)
    .limit(args.limit)
    .execute();
}

const ofAccount = (tx: Tx, account_id: string) =>
  tx
    .selectFrom('account_events')
    .select(['account_id', 'name', 'at'])
    .where('account_id', '=', account_id)
    .orderBy('at', 'desc')
    .orderBy('name');

const FIELD = [
  'name',
  'type',
  'first_seen',
  'last_seen',
  'accounts',
  'values',
  'is_excluded',
  'excluded_why',
] as const;

/** By name. */
export async function listFactFields(tx: Tx): Promise<FactFieldRow[]> {
  return tx.selectFrom('fact_fields').select(FIELD).orderBy('name').execute();
}

export async function putFactFields(tx: Tx, rows: readonly FactFieldRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('fact_fields')
    .values(rows.map((row) => ({ ...row, values: json(row.values) })))
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'name']).doUpdateSet((eb) => ({
        type: eb.ref('excluded.type'),
        last_seen: eb.ref('excluded.last_seen'),
        accounts: eb.ref('excluded.accounts'),
        values: eb.ref('excluded.values'),
        is_excluded: eb.ref('excluded.is_excluded'),
        excluded_why: eb.ref('excluded.excluded_why'),
      })),
    )
    .execute();
}

/** No account has a value of these fields any more. */
export async function emptyFacts(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const all = sql`array(select jsonb_array_elements_text(${json(names)}))`;
  await sql`update accounts set facts = facts - ${all} where jsonb_exists_any(facts, ${all})`.execute(tx);
}

export interface ErasedAccount {
  readonly facts: number;
  readonly events: number;
}

/** All of an account, and of the schema what it alone had told. */
export async function eraseAccount(tx: Tx, account_id: string): Promise<ErasedAccount> {
  const gone = await tx
    .deleteFrom('accounts')
    .where('account_id', '=', account_id)
    .returning('facts')
    .executeTakeFirst();
  await tx.deleteFrom('account_health').where('account', '=', account_id).execute();
  const { numDeletedRows } = await tx
    .deleteFrom('account_events')
    .where('account_id', '=', account_id)
    .executeTakeFirst();
  const names = Object.keys(gone?.facts ?? {});
  await countAgain(tx, names);
  return { facts: names.length, events: Number(numDeletedRows) };
}

/** The accounts and values of these fields, as the accounts that are left have them. */
async function countAgain(tx: Tx, names: readonly string[]): Promise<void> {
  for (const name of names)
    await sql`
      with told as (
        select facts -> ${name} ->> 'value' as value from accounts where jsonb_exists(facts, ${name})
      )
      update fact_fields set
        accounts = (select count(value)::int from told),
        values = coalesce((select jsonb_agg(value) from (
          select distinct value from told where value is not null order by value limit ${MOST_VALUES}) t), '[]')
      where name = ${name}
    `.execute(tx);
}
