/** Customers of a workspace: visitors of the widget, senders through the API, people of imported tickets. */
import { type Insertable, type Selectable, sql } from 'kysely';
import { type CustomerTable, type IdentityTraits, json, type Tx } from './tables.ts';

export type Customer = Selectable<CustomerTable>;
type NewCustomer = Insertable<CustomerTable>;

/** By `external_id`, which is unique: two callers at once get the same row. Known fields are not overwritten by null. */
export async function findOrCreateCustomer(
  tx: Tx,
  customer: NewCustomer & { readonly external_id: string },
): Promise<Customer> {
  return tx
    .insertInto('customers')
    .values(customer)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'external_id']).doUpdateSet({
        name: sql`coalesce(excluded.name, customers.name)`,
        email: sql`coalesce(excluded.email, customers.email)`,
        account: sql`coalesce(excluded.account, customers.account)`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function getCustomer(tx: Tx, id: string): Promise<Customer | undefined> {
  return tx.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Holds the customer until the end of the transaction: two first messages of one visitor open one conversation. */
export async function lockCustomer(tx: Tx, id: string): Promise<Customer | undefined> {
  return tx.selectFrom('customers').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Before the host's own id of a person whom a signed token has named. */
export const VERIFIED_PREFIX = 'user:';

/** Of a person whom a signed token has named, as the host writes it; any other id as it is. */
export const hostsOwnId = (external_id: string): string =>
  external_id.startsWith(VERIFIED_PREFIX) ? external_id.slice(VERIFIED_PREFIX.length) : external_id;

export interface SignedPerson {
  /** The host's own id of the person. */
  readonly sub: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly account_id: string | null;
  readonly traits: IdentityTraits;
}

/**
 * The customer whom a signed token names; `id` for one whom nobody has named before. Account and traits are those of this
 * token, name and address those that were said last.
 */
export async function findOrCreateVerified(
  tx: Tx,
  { id, person, at }: { readonly id: string; readonly person: SignedPerson; readonly at: Date },
): Promise<Customer> {
  const { sub, name, email, account_id, traits } = person;
  return tx
    .insertInto('customers')
    .values({
      id,
      external_id: VERIFIED_PREFIX + sub,
      name,
      email,
      account_id,
      traits: json(traits),
      verified_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'external_id']).doUpdateSet({
        name: sql`coalesce(excluded.name, customers.name)`,
        email: sql`coalesce(excluded.email, customers.email)`,
        account_id: sql`excluded.account_id`,
        traits: json(traits),
        verified_at: sql`coalesce(customers.verified_at, excluded.verified_at)`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Gives the conversations of one customer to another, with what was uploaded and not sent yet, and takes the row away: its
 * tokens read nothing any more, and what was to be streamed to it is gone. Answers which conversations moved.
 */
export async function absorbCustomer(
  tx: Tx,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<string[]> {
  const moved = await tx
    .updateTable('conversations')
    .set({ customer_id: into })
    .where('customer_id', '=', from)
    .returning('id')
    .execute();
  await tx.updateTable('attachments').set({ customer_id: into }).where('customer_id', '=', from).execute();
  await tx.deleteFrom('stream_events').where('audience', '=', from).execute();
  await tx.deleteFrom('customers').where('id', '=', from).execute();
  return moved.map(({ id }) => id);
}
