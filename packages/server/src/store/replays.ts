/** Runs over the past, and the points of the learning curve that they draw. */
import type { Selectable } from 'kysely';
import { json, type ReplayTable, type Tx } from './tables.ts';

export type Replay = Selectable<ReplayTable>;

export async function startReplay(
  tx: Tx,
  args: { readonly id: string; readonly total: number; readonly at: Date },
): Promise<Replay> {
  return tx
    .insertInto('replays')
    .values({
      id: args.id,
      total: args.total,
      state: 'running',
      detail: null,
      started_at: args.at,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updateReplay(
  tx: Tx,
  args: {
    readonly id: string;
    readonly state?: Replay['state'];
    readonly done?: number;
    readonly total?: number;
    readonly detail?: string | null;
    readonly report?: unknown;
    readonly finished_at?: Date;
  },
): Promise<Replay> {
  const { id, report, ...rest } = args;
  return tx
    .updateTable('replays')
    .set({ ...rest, ...(report === undefined ? {} : { report: json(report) }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function latestReplay(tx: Tx): Promise<Replay | undefined> {
  return tx.selectFrom('replays').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirst();
}

/** A point of the same number of tickets replaces the one before it. */
export async function savePoint(
  tx: Tx,
  args: { readonly replay_id: string; readonly tickets: number; readonly point: unknown },
): Promise<void> {
  const point = json(args.point);
  await tx
    .insertInto('curve_points')
    .values({ ...args, point })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'replay_id', 'tickets']).doUpdateSet({ point }),
    )
    .execute();
}

/** In the order of tickets; a curve has at most 1 000 points. */
export async function listPoints(tx: Tx, replayId: string): Promise<unknown[]> {
  const rows = await tx
    .selectFrom('curve_points')
    .select('point')
    .where('replay_id', '=', replayId)
    .orderBy('tickets')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.point);
}
