/**
 * What open pages hear, numbered without gaps for each workspace, so that a page that was away catches up.
 *
 * The number is taken like a position of the ledger (see `ledger.ts`): publish last in a transaction.
 */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

/** Notified with the workspace's id after the commit. */
export const STREAM_CHANNEL = 'understudy_stream';
/** Events older than this are gone; a page that was away longer loads afresh. */
export const STREAM_KEPT_MS = 24 * 3_600_000;

export interface StreamEvent {
  readonly seq: number;
  readonly audience: string;
  readonly payload: unknown;
  readonly at: Date;
}

/** `audience` is `console`, or the id of a conversation. At most 1 000 events. */
export async function publish(
  tx: Tx,
  events: readonly { readonly audience: string; readonly payload: unknown }[],
): Promise<void> {
  if (events.length === 0) return;
  const head = await tx
    .updateTable('workspaces')
    .set({ stream_head: sql`stream_head + ${events.length}::int` })
    .returning(['id', 'stream_head'])
    .executeTakeFirstOrThrow();
  const first = head.stream_head - events.length + 1;
  await tx
    .insertInto('stream_events')
    .values(
      events.map((event, i) => ({ audience: event.audience, payload: json(event.payload), seq: first + i })),
    )
    .execute();
  await sql`select pg_notify(${STREAM_CHANNEL}, ${head.id})`.execute(tx);
}

export async function readStream(
  tx: Tx,
  args: { readonly audience: string; readonly after_seq: number; readonly limit?: number },
): Promise<StreamEvent[]> {
  return tx
    .selectFrom('stream_events')
    .select(['seq', 'audience', 'payload', 'at'])
    .where('audience', '=', args.audience)
    .where('seq', '>', args.after_seq)
    .orderBy('seq')
    .limit(args.limit ?? 500)
    .execute();
}

/** Newest and oldest position that stand: a page whose last one is older than `oldest - 1` missed something. */
export async function streamRange(tx: Tx): Promise<{ readonly oldest: number; readonly newest: number }> {
  const { stream_head: newest } = await tx
    .selectFrom('workspaces')
    .select('stream_head')
    .executeTakeFirstOrThrow();
  const first = await tx.selectFrom('stream_events').select('seq').orderBy('seq').limit(1).executeTakeFirst();
  return { oldest: first?.seq ?? newest + 1, newest };
}

/** Needs `asSystem`. Answers how many are gone. */
export async function pruneStream(tx: Tx, before: Date): Promise<number> {
  const result = await tx.deleteFrom('stream_events').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
