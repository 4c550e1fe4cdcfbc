/** Keys that sign identity tokens, and what the workspace asks of visitors. */
import { type Selectable, sql } from 'kysely';
import type { IdentityKeyTable, Tx } from './tables.ts';

export type IdentityKeyRow = Selectable<IdentityKeyTable>;

/** The newest are read; older ones are as if they had never been. */
const MOST_KEYS = 100;

export async function createIdentityKey(
  tx: Tx,
  key: { readonly id: string; readonly sealed_secret: Buffer; readonly at: Date },
): Promise<IdentityKeyRow> {
  const { at: created_at, ...rest } = key;
  return tx
    .insertInto('identity_keys')
    .values({ ...rest, created_at, retired_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Newest first; retired ones too. */
export async function listIdentityKeys(tx: Tx): Promise<IdentityKeyRow[]> {
  return tx
    .selectFrom('identity_keys')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_KEYS)
    .execute();
}

/** `at` null: in use again. What was retired before stays retired since then. */
export async function setIdentityKeyRetired(
  tx: Tx,
  { id, at }: { readonly id: string; readonly at: Date | null },
): Promise<IdentityKeyRow | undefined> {
  const retired_at = at === null ? null : sql<Date>`coalesce(retired_at, ${at})`;
  return tx
    .updateTable('identity_keys')
    .set({ retired_at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Whether the workspace serves visitors only whose identity is signed. */
export async function isIdentityRequired(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('workspaces')
    .select(sql<boolean>`coalesce((settings -> 'identity' ->> 'required')::boolean, false)`.as('required'))
    .executeTakeFirst();
  return row?.required ?? false;
}

export interface UnsignedCounts {
  readonly conversations: number;
  readonly unsigned: number;
}

/** Conversations begun in the widget since then, and those of them whose customer nobody has vouched for. */
export async function countUnsigned(tx: Tx, since: Date): Promise<UnsignedCounts> {
  return tx
    .selectFrom('conversations as c')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('conversations'),
      eb.fn.countAll<number>().filterWhere('u.verified_at', 'is', null).as('unsigned'),
    ])
    .where('c.channel', '=', 'widget')
    .where('c.created_at', '>=', since)
    .executeTakeFirstOrThrow();
}
