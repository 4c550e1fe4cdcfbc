/** What the job queue needs of the database itself: its tables stand in a schema that the app role may not see. */
import { sql } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { Database } from './database.ts';
import type { Tx } from './tables.ts';

/** A transaction as the queue takes it, so that a job is enqueued with the rows that it is about. */
export function queueConnection(tx: Tx) {
  return fromKysely(tx);
}

/** Jobs that a dead process left running are tried again at once; only where no other process can hold them. */
export async function retryOrphanedJobs(database: Database): Promise<void> {
  await sql`update pgboss.job set state = 'retry', start_after = now() where state = 'active'`.execute(
    database.db,
  );
}

/** The app role may not see the jobs of others, so this one statement runs as the owner. */
export async function asOwner(tx: Tx, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(tx);
  await sql`select set_config('role', 'none', true)`.execute(tx);
  await work();
  await sql`select set_config('role', ${rows[0]?.role ?? 'none'}, true)`.execute(tx);
}

/** The same, for who wants the answer. */
export async function owned<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const answer: T[] = [];
  await asOwner(tx, async () => answer.push(await work()));
  return answer[0] as T;
}
