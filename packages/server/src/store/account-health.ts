/** How accounts fare: counted from their conversations in the night, and kept for who looks. */
import type { AccountContacts, AccountScore } from '@understudy/engine';
import { type Selectable, sql } from 'kysely';
import { cutPage, type Page, type PageRequest } from './pages.ts';
import { type AccountHealthTable, json, type Tx } from './tables.ts';

export type AccountHealthRow = Omit<Selectable<AccountHealthTable>, 'workspace_id' | 'customer_id'>;
export interface CountedAccount extends AccountContacts {
  /** Where the account is one person, of whom no account is proved. */
  readonly customer_id: string | null;
  readonly latest_at: Date;
}

/** Of conversations that were opened after `from`, until `to`. */
export async function countAccounts(
  tx: Tx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<CountedAccount[]> {
  const has = (...measures: readonly string[]) =>
    sql`f.measures && ${sql.lit(`{${measures.join()}}`)}::text[]`;
  const days = (ago: number) => sql`f.opened_at > ${to}::timestamptz - ${sql.lit(`${ago} days`)}::interval`;
  const count = (condition: ReturnType<typeof sql>) => sql`(count(*) filter (where ${condition}))::int`;
  const settled = has('confirmed', 'assumed', 'by-people', 'assisted-as-is', 'assisted-edited');
  const { rows } = await sql<CountedAccount>`
    select f.account, max(c.customer_id) filter (where c.customer_id = f.account) as customer_id,
      count(*)::int as contacts, max(f.opened_at) as latest_at,
      ${count(sql`not (${settled})`)} as unresolved,
      ${count(has('came-again', 'reopened'))} as repeated,
      ${count(has('handed-off:dissatisfied', 'handed-off:asked-for-person'))} as negative,
      ${count(has('novel'))} as novel,
      ${count(sql`f.stakes in ('account-changing', 'money-security')`)} as at_stake,
      ${count(days(30))} as recent,
      ${count(sql`${days(60)} and not ${days(30)}`)} as earlier
    from conversation_figures f join conversations c on c.id = f.conversation_id
    where f.account is not null and f.opened_at > ${from} and f.opened_at <= ${to}
    group by f.account order by f.account
  `.execute(tx);
  return rows;
}

/** When each account left, as far as the host has told. */
export async function accountsThatLeft(tx: Tx): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ account: string; at: Date }>`
    select source_event as account, min(at) as at from outcomes
    where kind = 'account-left' and source_event is not null group by source_event
  `.execute(tx);
  return new Map(rows.map(({ account, at }) => [account, at]));
}

/** In place of what was kept. */
export async function replaceAccountHealth(
  tx: Tx,
  rows: readonly (CountedAccount & AccountScore)[],
): Promise<void> {
  await tx.deleteFrom('account_health').execute();
  const kept = rows.map(({ account, customer_id, score, contacts, parts, latest_at }) => {
    return { account, customer_id, score, contacts, parts, latest_at };
  });
  await sql`
    insert into account_health (account, customer_id, score, contacts, parts, latest_at)
    select account, customer_id, score, contacts, parts, latest_at
    from jsonb_to_recordset(${json(kept)}) as t(account text, customer_id text, score float8, contacts int,
      parts jsonb, latest_at timestamptz)
  `.execute(tx);
}

/** The worst first; those with too few contacts last. The cursor is the last one's score and account. */
export async function listAccountHealth(tx: Tx, query: PageRequest): Promise<Page<AccountHealthRow>> {
  const after = readCursor(query.cursor);
  const score = sql`coalesce(score, 2)`;
  const rows = await tx
    .selectFrom('account_health')
    .select(['account', 'score', 'contacts', 'parts', 'latest_at'])
    .$if(after !== null, (all) =>
      all.where(sql<boolean>`(${score}, account) > (${after?.score}::float8, ${after?.account})`),
    )
    .orderBy(score)
    .orderBy('account')
    .limit(query.limit + 1)
    .execute();
  return cutPage(rows, query.limit, cursorOf);
}

const cursorOf = ({ score, account }: AccountHealthRow): string =>
  Buffer.from(`${score ?? 2} ${account}`).toString('base64url');

function readCursor(cursor: string | undefined): { score: number; account: string } | null {
  const text = Buffer.from(cursor ?? '', 'base64url').toString();
  const match = /^(\d(?:\.\d{1,20})?(?:e-\d{1,3})?) ([^\0]{1,400})$/.exec(text);
  return match?.[1] && match[2] ? { score: Number(match[1]), account: match[2] } : null;
}
