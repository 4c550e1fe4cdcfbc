/** What counting costs: at a message's write, when what changed is counted, and when all is counted anew. */
import { sql } from 'kysely';
import { followFigures } from '../../packages/server/src/flow/follow-figures.ts';
import * as store from '../../packages/server/src/store/index.ts';
import { DESK } from './fill-desk.ts';
import { now_ms, portsTo } from './time-pages.ts';
import { quantiles, type Took, timed } from './timed.ts';

const MESSAGES = 300;
const DIRTY = 100;
const idOf = (i: number) => `cnv_${String(i).padStart(8, '0')}`;

/** A message is written, a transaction each, with its conversation marked and without, in turn. */
export async function timeMarks(database: store.Database) {
  const [marked, unmarked]: [Took[], Took[]] = [[], []];
  for (let n = 1; n <= 2 * MESSAGES; n++) {
    const isMarked = n % 2 === 0;
    await setMarks(database, isMarked);
    (isMarked ? marked : unmarked).push(await timed(() => writeMessage(database, n)));
  }
  const [withMarks, without] = [quantiles(marked), quantiles(unmarked)];
  return {
    message_cpu_ms: withMarks.p50_cpu_ms,
    message_marks_cpu_ms: withMarks.p50_cpu_ms - without.p50_cpu_ms,
  };
}

const writeMessage = (database: store.Database, n: number) =>
  database.asWorkspace(DESK.workspace_id, (tx) =>
    store.appendMessage(tx, {
      id: `msg_bench_${n}`,
      conversation_id: idOf(n),
      author: 'customer',
      kind: 'message',
      text: 'How do I change it back?',
      at: new Date(now_ms()),
    }),
  );

async function setMarks(database: store.Database, on: boolean): Promise<void> {
  const change = sql.raw(on ? 'enable' : 'disable');
  await database.asSystem(async (tx) => {
    await sql`alter table conversations ${change} trigger conversations_dirty_updated`.execute(tx);
    await sql`alter table messages ${change} trigger messages_dirty_inserted`.execute(tx);
  });
}

/** From what the conversations hear until the figures tell. */
export async function timeDirty(database: store.Database, size: number): Promise<Took> {
  await database.asSystem(async (tx) => {
    await sql`delete from dirty_conversations`.execute(tx);
    await sql`
      insert into outcomes (workspace_id, id, conversation_id, kind, source_event, at)
      select ${DESK.workspace_id}, 'out_' || i, 'cnv_' || lpad((${size}::int - i * 7)::text, 8, '0'), 'confirmed', 'click', now()
      from generate_series(1, ${DIRTY}) i
    `.execute(tx);
  });
  return timed(() => followFigures(portsTo(database), { workspace_id: DESK.workspace_id }));
}

export async function timeRecount(
  database: store.Database,
  given: { readonly size: number; readonly whole: number },
): Promise<Took> {
  const after = idOf(given.size - given.whole);
  const now = new Date(now_ms());
  return timed(() =>
    database.asWorkspace(DESK.workspace_id, async (tx) => {
      const ids = await store.conversationIds(tx, { after, limit: 1_000 });
      await store.countFigures(tx, { ids, topics: new Map(), now });
    }),
  );
}

/** Whether sums are those of their rows, also after what was counted above. */
export async function timeSums(database: store.Database) {
  let wrong_sums = 0;
  const compare_sums = await timed(() =>
    database.asWorkspace(DESK.workspace_id, async (tx) => {
      for (const span of await store.countedSpans(tx)) {
        wrong_sums += (await store.putSumsRight(tx, span)).length;
        wrong_sums += await store.putTopicsRight(tx, span);
        wrong_sums += await store.putTwinRight(tx, span);
      }
    }),
  );
  return { compare_sums, wrong_sums };
}
