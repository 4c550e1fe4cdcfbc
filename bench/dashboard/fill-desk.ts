/**
 * A desk of so many conversations, counted, in an embedded database: made by SQL in the database, the same each time.
 *
 * Two years, five hundred topics of which few are asked most, measures as often as at a desk that answers half alone. Of
 * some conversations all rows stand, so that they can be counted anew; of the others what pages and lists read. Sums are made
 * by the code that recomputes them.
 */
import { sql } from 'kysely';
import * as store from '../../packages/server/src/store/index.ts';
import { migrate } from '../../packages/server/src/store/migrate.ts';
import { openPGlite } from '../../packages/server/src/store/pglite/open-pglite.ts';

export const DESK = {
  workspace_id: 'wsp_dashboard',
  days: 730,
  topics: 500,
  /** The last day, UTC. */
  to: '2026-06-30',
} as const;
const BATCH = 25_000;
/** A statement may take longer than where somebody waits for it. */
const LIMIT_MS = 600_000;
const VACUUMED = [
  'conversations',
  'conversation_figures',
  'daily_figures',
  'topic_figures',
  'twin_figures',
  'audits',
  'decisions',
  'twin_decisions',
  'hold_out_draws',
  'lessons',
];
/** About so many of the newest wait for a person. */
const WAITING = 200;
const topicId = (n: number) => `topic-${n}`;
export const TOPIC_IDS = Array.from({ length: DESK.topics }, (_, n) => topicId(n));

export const openDesk = (folder: string) => openPGlite({ folder, statement_limit_ms: LIMIT_MS });

type Progress = (phase: string, done: number, total: number) => void;

/** `whole`: of how many all rows stand, the newest. */
export async function fillDesk(
  folder: string,
  given: { readonly size: number; readonly whole: number; readonly onProgress: Progress },
): Promise<void> {
  const database = await openDesk(folder);
  try {
    await migrate(database.db);
    await fill(database, given);
  } finally {
    await database.close();
  }
}

async function fill(
  database: store.Database,
  { onProgress, ...given }: Parameters<typeof fillDesk>[1],
): Promise<void> {
  await database.asSystem((tx) => prepare(tx));
  for (let from = 1; from <= given.size; from += BATCH) {
    const to = Math.min(given.size, from + BATCH - 1);
    await database.asSystem((tx) => addConversations(tx, { ...given, from, to }));
    await database.asSystem((tx) => addDecisions(tx, { from, to }));
    onProgress('filling', to, given.size);
  }
  await database.asSystem((tx) => addWhole(tx, given));
  await database.asSystem((tx) => addLessons(tx, given));
  await buildIndexes(database, onProgress);
  await sumUp(database, onProgress);
  for (const table of VACUUMED) await sql`vacuum analyze ${sql.table(table)}`.execute(database.db);
}

async function sumUp(database: store.Database, onProgress: Progress): Promise<void> {
  const inWorkspace = <T>(work: (tx: store.Tx) => Promise<T>) =>
    database.asWorkspace(DESK.workspace_id, work);
  const spans = await inWorkspace((tx) => store.countedSpans(tx));
  for (const [at, span] of spans.entries()) {
    await inWorkspace((tx) => store.putSumsRight(tx, span));
    await inWorkspace((tx) => store.putTopicsRight(tx, span));
    await inWorkspace((tx) => store.putTwinRight(tx, span));
    onProgress('summing up', at + 1, spans.length);
  }
  await inWorkspace((tx) => store.noteFollowed(tx, new Date(DESK.to)));
}

/** Neither checked nor marked row by row; the indexes come afterwards. */
const quietly = (tx: store.Tx) => sql`set local session_replication_role = replica`.execute(tx);

async function prepare(tx: store.Tx): Promise<void> {
  const { workspace_id } = DESK;
  await sql`insert into workspaces (id, name, public_key, visitor_secret)
    values (${workspace_id}, 'Dashboard', 'pk_dashboard', 'secret')`.execute(tx);
  await sql`insert into customers (workspace_id, id) values (${workspace_id}, 'cus_000001')`.execute(tx);
  await sql`create table later_indexes as
    select indexname as name, indexdef as made_by from pg_indexes
    where tablename = 'conversation_figures' and indexname <> 'conversation_figures_pkey'`.execute(tx);
  const { rows } = await sql<{ name: string }>`select name from later_indexes`.execute(tx);
  for (const { name } of rows) await sql`drop index ${sql.table(name)}`.execute(tx);
  // A number in [0, 1) from a row and what is drawn for it.
  await sql`create function drawn(of_row bigint, what integer) returns double precision language sql immutable as $$
    select (hashint8extended(of_row, what) & 4503599627370495)::double precision / 4503599627370496 $$`.execute(
    tx,
  );
}

async function buildIndexes(database: store.Database, onProgress: Progress): Promise<void> {
  const { rows } = await sql<{ made_by: string }>`select made_by from later_indexes`.execute(database.db);
  for (const [at, { made_by }] of rows.entries()) {
    await sql.raw(made_by).execute(database.db);
    onProgress('building indexes', at + 1, rows.length);
  }
}

interface Filling {
  readonly size: number;
  readonly whole: number;
  readonly from: number;
  readonly to: number;
}

async function addConversations(tx: store.Tx, { size, from, to }: Filling): Promise<void> {
  await quietly(tx);
  const { workspace_id, days, topics } = DESK;
  const openedAt = sql`(${DESK.to}::timestamp at time zone 'UTC') + interval '1 day'
    - make_interval(secs => (${size} - i + 1) * ${days * 86_400}::float8 / ${size})`;
  await sql`
    insert into conversations (workspace_id, id, customer_id, channel, status, subject, created_at, updated_at, waiting_since)
    select ${workspace_id}, 'cnv_' || lpad(i::text, 8, '0'), 'cus_000001', 'widget', status,
      'How do I change setting number ' || i, at, at, case status when 'waiting' then at end
    from (
      select i, ${openedAt} as at, case
        when drawn(i, 0) >= 0.5 then case when i > ${size - 2 * WAITING}::bigint then 'waiting' else 'resolved' end
        when drawn(i, 7) < 0.3 then 'resolved' else 'ai' end as status
      from generate_series(${from}::bigint, ${to}::bigint) i
    ) rows
  `.execute(tx);
  await sql`
    insert into conversation_figures (workspace_id, conversation_id, day, opened_at, topic_id, resolution_id, account,
      tokens, plan, route, release, language, stakes, confidence, novelty_p, measures, handle_ms, first_reply_ms, twin)
    select ${workspace_id}, 'cnv_' || lpad(i::text, 8, '0'), (at at time zone 'UTC')::date, at,
      'topic-' || floor(${topics} * drawn(i, 1) ^ 2)::int, 'res_' || lpad(floor(2000 * drawn(i, 2))::text, 6, '0'),
      'acc_' || floor(3000 * drawn(i, 3))::int, '["page:/billing", "plan:pro"]',
      case when drawn(i, 4) < 0.3 then 'free' else 'pro' end, '/billing', '4.2', 'en', 'read-only', drawn(i, 5),
      drawn(i, 6),
      array_remove(array['conversations',
        case when alone then 'answered-alone' end,
        case when alone and drawn(i, 7) < 0.3 then 'confirmed' end,
        case when alone and drawn(i, 7) >= 0.3 and drawn(i, 7) < 0.85 then 'assumed' end,
        case when alone and drawn(i, 7) >= 0.85 then 'undecided' end,
        case when alone and drawn(i, 7) < 0.8 then 'durable' end,
        case when alone and drawn(i, 8) < 0.02 then 'reopened' end,
        case when alone and drawn(i, 8) > 0.97 then 'came-again' end,
        case when not alone then 'handed-off' end,
        case when not alone then 'handed-off:' || (array['asked-for-person', 'high-stakes', 'dissatisfied', 'unknown',
          'unsure', 'not-certified', 'held'])[1 + floor(7 * drawn(i, 9))::int] end,
        case when not alone and drawn(i, 10) < 0.6 then 'drafted' end,
        case when not alone and drawn(i, 10) < 0.3 then 'assisted-as-is' end,
        case when not alone and drawn(i, 10) >= 0.6 then 'by-people' end,
        case when alone and drawn(i, 11) < 0.02 then 'audited-right' end,
        case when alone and drawn(i, 11) > 0.9995 then 'audited-wrong' end,
        case when drawn(i, 12) < 0.2 then 'twin-answered' end,
        case when drawn(i, 13) < 0.00005 then 'novel' end], null),
      case when not alone then (600000 * drawn(i, 14))::bigint end, (90000 * drawn(i, 15))::bigint,
      array_remove(array[
        case when alone then 'answered' end,
        case when drawn(i, 12) < 0.2 then 'twin-answered' end,
        case when not alone and drawn(i, 17) < 0.5 then 'judged' end,
        case when not alone and drawn(i, 17) < 0.5 and drawn(i, 18) < 0.6 then 'right' end,
        case when not alone and drawn(i, 17) < 0.5 and drawn(i, 21) < 0.4 then 'twin-right' end], null)
    from (
      select i, ${openedAt} as at, drawn(i, 0) < 0.5 as alone from generate_series(${from}::bigint, ${to}::bigint) i
    ) rows
  `.execute(tx);
}

/** Of each conversation one, what the twin would have done, and the draw that may have held it out. */
async function addDecisions(tx: store.Tx, { from, to }: Pick<Filling, 'from' | 'to'>): Promise<void> {
  await quietly(tx);
  const { workspace_id } = DESK;
  const of = (i: number) => `cnv_${String(i).padStart(8, '0')}`;
  const these = sql`(select created_at as at, id, substr(id, 5)::bigint as i from conversations
    where workspace_id = ${workspace_id} and id between ${of(from)} and ${of(to)}) c`;
  await sql`
    insert into decisions (workspace_id, id, conversation_id, message_id, generation, action, resolution_id, confidence,
      model_version, question, decision, state, at)
    select ${workspace_id}, 'dec_' || i, id, 'msg_' || i || '_1', 0, 'answer', 'res_000001', drawn(i, 5), 1,
      jsonb_build_object('id', 'msg_' || i || '_1', 'context', '["plan:pro"]'::jsonb, 'language', 'en'),
      jsonb_build_object('stakes', 'read-only', 'novelty_p', 0.5, 'reasons', '[]'::jsonb), 'sent', at
    from ${these}
  `.execute(tx);
  await sql`
    insert into twin_decisions (workspace_id, decision_id, conversation_id, at, answered, twin_answered, was_right,
      twin_was_right)
    select ${workspace_id}, 'dec_' || i, id, at, drawn(i, 0) < 0.5, drawn(i, 12) < 0.2,
      case when drawn(i, 0) >= 0.5 and drawn(i, 17) < 0.5 then drawn(i, 18) < 0.6 end,
      case when drawn(i, 0) >= 0.5 and drawn(i, 17) < 0.5 then drawn(i, 21) < 0.4 end
    from ${these}
  `.execute(tx);
  await sql`
    insert into hold_out_draws (workspace_id, conversation_id, decision_id, probability, held, at)
    select ${workspace_id}, id, 'dec_' || i, 0.05, drawn(i, 19) < 0.05, at from ${these}
  `.execute(tx);
}

/** One for every fifty conversations, as time goes by; of a hundred, two wait for a person. */
async function addLessons(tx: store.Tx, { size }: Pick<Filling, 'size'>): Promise<void> {
  await quietly(tx);
  const { workspace_id, days } = DESK;
  const lessons = Math.ceil(size / 50);
  await sql`
    insert into lessons (workspace_id, id, kind, stage, title, question, resolution_id, source, source_key, at, status)
    select ${workspace_id}, 'les_' || lpad(i::text, 8, '0'), 'new-exemplar', 'auto', 'How to change setting number ' || i,
      'How do I change setting number ' || i, 'res_' || lpad((i % 2000)::text, 6, '0'), 'human-reply', 'source_' || i,
      (${DESK.to}::timestamp at time zone 'UTC') - make_interval(secs => i * ${days * 86_400}::float8 / ${lessons}),
      case when drawn(i, 20) < 0.02 then 'open' else 'approved' end
    from generate_series(1::bigint, ${lessons}::bigint) i
  `.execute(tx);
}

/** Question, answer and audit of the newest ones. */
async function addWhole(tx: store.Tx, { size, whole }: Pick<Filling, 'size' | 'whole'>): Promise<void> {
  await quietly(tx);
  const { workspace_id } = DESK;
  const newest = sql`(select created_at as at, id, substr(id, 5)::bigint as i from conversations
    where workspace_id = ${workspace_id} and id > ${`cnv_${String(size - whole).padStart(8, '0')}`}) c`;
  await sql`
    insert into messages (workspace_id, id, conversation_id, seq, author, kind, text, decision_id, at)
    select ${workspace_id}, 'msg_' || i || '_' || n, id, n, case n when 1 then 'customer' else 'ai' end, 'message', 'words',
      case n when 2 then 'dec_' || i end, at + make_interval(mins => n - 1)
    from ${newest}, generate_series(1, 2) n
  `.execute(tx);
  await sql`
    insert into audits (workspace_id, decision_id, conversation_id, audit_rate, opened_at, verdict, judged_by, judged_at,
      settled_at)
    select ${workspace_id}, 'dec_' || i, id, 0.1, at, case when drawn(i, 16) < 0.95 then 'right' else 'wrong' end, 'Ada', at,
      at
    from ${newest}
  `.execute(tx);
}
