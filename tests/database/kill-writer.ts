/**
 * The process that is killed: it opens the folder, tells what it found, then commits as fast as it can and tells of
 * each commit after it. Run by `kill.test.ts`: `node kill-writer.ts FOLDER`.
 */
import { writeSync } from 'node:fs';
import { sql } from 'kysely';
import { appendEvents, appendMessage, openDatabase, type Tx } from '../../packages/server/src/store/index.ts';

const WORKSPACE = 'wsp_kill';
const say = (line: string) => writeSync(1, `${line}\n`); // at once: a killed process has no time for a buffer

const database = await openDatabase({ folder: process.argv[2] ?? '' });
await database.asSystem((tx) =>
  sql`insert into workspaces (id, name, public_key, visitor_secret) values (${WORKSPACE}, 'Kill', 'pk_kill', '')
      on conflict do nothing`.execute(tx),
);
await database.asWorkspace(WORKSPACE, async (tx) => {
  await sql`insert into customers (id) values ('cus_1') on conflict do nothing`.execute(tx);
  await sql`insert into conversations (id, customer_id, channel, status) values ('cnv_1', 'cus_1', 'api', 'ai')
    on conflict do nothing`.execute(tx);
});

/** Each commit is one message and two events; anything else is half a commit. */
async function found(tx: Tx): Promise<unknown> {
  const { rows } = await sql`
    select (select ledger_head from workspaces) as head, (select count(*) from events) as events,
      (select coalesce(max(seq), 0) from events) as newest, (select count(*) from messages) as messages,
      (select last_seq from conversations) as last_seq,
      (select count(*) from messages where to_tsvector('simple', left(text, 20000)) @@ to_tsquery('simple', 'word')) as indexed
  `.execute(tx);
  return rows[0];
}
// As the owner, so that the text index is used and compared with the rows
say(`found ${JSON.stringify(await database.asSystem(found))}`);

for (;;) {
  const seq = await database.asWorkspace(WORKSPACE, async (tx) => {
    const at = new Date();
    const id = crypto.randomUUID();
    const { message } = await appendMessage(tx, {
      id: `msg_${id}`,
      conversation_id: 'cnv_1',
      author: 'customer',
      kind: 'message',
      text: `a word ${id}`,
      at,
    });
    await appendEvents(tx, [
      { id: `evt_${id}_1`, kind: 'question-observed', payload: { id }, at },
      { id: `evt_${id}_2`, kind: 'question-observed', payload: { id }, at },
    ]);
    return message.seq;
  });
  say(`committed ${seq}`);
}
