/** Customers of a workspace: visitors of the widget, senders through the API, people of imported tickets. */
import { type Insertable, type Selectable, sql } from 'kysely';
import type { CustomerTable, Tx } from './tables.ts';

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
        verified: sql`excluded.verified or customers.verified`,
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
