/**
 * The rows of an erasure: what goes, and the proofs. The ledger and the outcomes are append-only
 * for the app role, and not every table is in its sight: these statements run as the owner, and each names the
 * workspace itself.
 */
import { type Selectable, sql } from 'kysely';
import {
  ERASED,
  eventsAtPlaces,
  holdsTrace,
  type Places,
  type Sought,
  type Traces,
} from './erasure-search.ts';
import { emptyMoves } from './known-changes.ts';
import { eraseEvents } from './ledger.ts';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { owned } from './queue.ts';
import type { Subject } from './subjects.ts';
import { type ErasureTable, json, type Tx } from './tables.ts';

export type ErasureRow = Selectable<ErasureTable>;

export interface TableCounts {
  deleted: number;
  changed: number;
}

// A subquery is hashed; an array would be gone through once for each row.
const inside = (values: readonly string[]) => sql`(select jsonb_array_elements_text(${json(values)}))`;
const list = (values: readonly string[]) => sql`array(select jsonb_array_elements_text(${json(values)}))`;

export interface Wording {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Of the subject: those that it was learned from. */
  readonly conversations: readonly string[];
}

/** Resolutions that were learned from the subject's conversations. */
export async function taughtTo(tx: Tx, subject: Subject): Promise<Wording[]> {
  const { workspace_id, lessons, conversations } = subject;
  const { rows } = await sql<Wording>`
    with taught as (
      select resolution_id as id, conversation_id from lessons
        where workspace_id = ${workspace_id} and id in ${inside(lessons)}
      union
      select id, s ->> 'id' from resolutions, jsonb_array_elements(sources) as s
        where workspace_id = ${workspace_id} and s ->> 'id' in ${inside(conversations)}
    )
    select r.id, r.title, r.text, array_agg(t.conversation_id) as conversations
    from taught t join resolutions r on r.workspace_id = ${workspace_id} and r.id = t.id
    group by r.id, r.title, r.text
  `.execute(tx);
  return rows;
}

/** The team's words stay, with another title or without a name in them; all versions of it. */
export async function rewordResolution(
  tx: Tx,
  args: {
    readonly workspace_id: string;
    readonly id: string;
    readonly title: string;
    readonly names: string | null;
  },
): Promise<void> {
  const { workspace_id, id, title, names } = args;
  const text = names === null ? sql`text` : sql`regexp_replace(text, ${names}, ${ERASED}, 'g')`;
  await sql`update resolutions set title = ${title}, text = ${text}
    where workspace_id = ${workspace_id} and id = ${id}`.execute(tx);
  await sql`update resolution_versions set title = ${title}, text = ${text}
    where workspace_id = ${workspace_id} and resolution_id = ${id}`.execute(tx);
  await sql`update lessons set title = ${title}
    where workspace_id = ${workspace_id} and resolution_id = ${id} and kind not in ('workflow', 'guide')`.execute(
    tx,
  );
}

/** Positions of the ledger that carry the person's questions, steps taken for them, or a trace of them. */
export async function eventsOfSubject(
  tx: Tx,
  subject: Subject,
  found: { readonly sought: Sought; readonly places: Places } | null,
): Promise<number[]> {
  const { workspace_id, exemplars, conversations, questions } = subject;
  // Each has an index of its own, which an array finds its way into.
  const query = sql<{ seq: number }>`
    select seq from events where workspace_id = ${workspace_id} and kind = 'lesson-applied'
      and payload -> 'exemplar' ->> 'id' = any(${list(exemplars)})
    union
    select seq from events where workspace_id = ${workspace_id} and kind = 'answer-refused'
      and payload -> 'refusal' ->> 'id' = any(${list(exemplars)})
    union
    select seq from events where workspace_id = ${workspace_id} and kind = 'stakes-labelled'
      and question_id = any(${list(questions)})
    union
    select seq from events where workspace_id = ${workspace_id} and kind = 'path-observed'
      and payload -> 'path' ->> 'conversation_id' = any(${list(conversations)})
  `;
  return owned(tx, async () => {
    const own = (await query.execute(tx)).rows.map((row) => row.seq);
    const named = found === null ? [] : await eventsAtPlaces(tx, found.sought, found.places);
    return [...new Set([...own, ...named])].toSorted((a, b) => a - b);
  });
}

/** Their contents go, and with them the vectors of their questions. */
export async function eraseContents(
  tx: Tx,
  args: { readonly workspace_id: string; readonly seqs: readonly number[] },
): Promise<number> {
  return args.seqs.length === 0 ? 0 : owned(tx, () => eraseEvents(tx, args));
}

const affected = async (tx: Tx, query: ReturnType<typeof sql>): Promise<number> =>
  Number((await query.execute(tx)).numAffectedRows ?? 0n);

/**
 * Takes the person's own rows. `texts`: resolutions whose words were told to the model in a way that goes, and are told
 * again. Answers how many rows, by table.
 */
export async function deleteSubject(tx: Tx, given: Deletion): Promise<Record<string, TableCounts>> {
  return owned(tx, () => deleteRows(tx, given));
}

interface Deletion {
  readonly subject: Subject;
  readonly traces: Traces;
  readonly texts: readonly string[];
  /** Positions whose contents go. */
  readonly seqs: readonly number[];
}

async function deleteRows(
  tx: Tx,
  { subject, traces, texts, seqs }: Deletion,
): Promise<Record<string, TableCounts>> {
  const { workspace_id, customers, conversations, exemplars, lessons, questions } = subject;
  const counts: Record<string, TableCounts> = {};
  const count = (table: string, change: 'deleted' | 'changed', n: number) => {
    (counts[table] ??= { deleted: 0, changed: 0 })[change] += n;
  };
  const remove = async (table: string, condition: ReturnType<typeof sql>) =>
    count(
      table,
      'deleted',
      await affected(
        tx,
        sql`delete from ${sql.table(table)} where workspace_id = ${workspace_id} and (${condition})`,
      ),
    );
  const ofConversation = sql`conversation_id in ${inside(conversations)}`;
  count('lessons', 'changed', await dropShown(tx, subject));
  await remove('question_vectors', sql`question_id in ${inside(questions)}`);
  await remove('exemplars', sql`id in ${inside(exemplars)}`);
  await remove('blocking_tests', sql`question_id in ${inside(questions)}`);
  count('lessons', 'changed', await emptyLessons(tx, workspace_id, lessons));
  count('lessons', 'changed', await emptyMoves(tx, subject));
  count('outbox', 'changed', await emptyPromises(tx, { subject, texts, seqs }));
  await sql`select set_config('app.erasing', 'on', true)`.execute(tx);
  await remove('outcomes', ofConversation);
  await sql`select set_config('app.erasing', '', true)`.execute(tx);
  // Also where somebody else has named their address.
  await remove('reply_addresses', sql`${ofConversation} or ${holdsTrace(sql`address`, traces)}`);
  for (const table of ['attachments', 'guide_runs'])
    await remove(table, sql`${ofConversation} or customer_id in ${inside(customers)}`);
  const goFirst = ['conversation_figures', 'audits', 'whispers', 'page_contexts', 'reply_mails', 'decisions'];
  for (const table of [...goFirst, 'messages', 'dirty_conversations']) await remove(table, ofConversation);
  await remove('conversations', sql`id in ${inside(conversations)}`);
  await remove('customers', sql`id in ${inside(customers)}`);
  const ids = [...customers, ...conversations];
  const mentions = (column: string) => sql`exists (
    select from jsonb_array_elements_text(${json(ids)}) t where strpos(${sql.ref(column)}::text, t) > 0)
    or ${holdsTrace(sql`${sql.ref(column)}::text`, traces)}`;
  await remove('stream_events', sql`audience in ${inside(ids)} or ${mentions('payload')}`);
  await remove(
    'idempotency_keys',
    sql`exists (select from jsonb_array_elements_text(${json(customers)}) t where strpos(caller, t) > 0)
      or response is not null and (${mentions('response')})`,
  );
  const { rows } = await sql<{ n: number }>`
    select erase_audit_details(${workspace_id}, array(select seq from audit_log where workspace_id = ${workspace_id}
      and detail is not null and (${mentions('detail')}))) as n`.execute(tx);
  count('audit_log', 'changed', rows[0]?.n ?? 0);
  return counts;
}

/**
 * Previews and replays of whatever lesson that show a question of the person go as a whole: they are counted again when
 * somebody asks. Before the rows go that know these questions.
 */
async function dropShown(tx: Tx, { workspace_id, conversations, exemplars }: Subject): Promise<number> {
  const shows = (column: string, list: string) => sql`exists (
    select from jsonb_array_elements(${sql.ref(column)} -> ${sql.lit(list)}) as shown
    where shown ->> 'question' in (select text from theirs))`;
  return affected(
    tx,
    sql`with theirs as materialized (
        select question ->> 'text' as text from decisions
          where workspace_id = ${workspace_id} and conversation_id in ${inside(conversations)}
        union select question_text from exemplars where workspace_id = ${workspace_id} and id in ${inside(exemplars)}
      )
      update lessons set impact = case when ${shows('impact', 'cases')} then null else impact end,
        gate = case when ${shows('gate', 'broken')} then null else gate end
      where workspace_id = ${workspace_id} and (${shows('impact', 'cases')} or ${shows('gate', 'broken')})`,
  );
}

/** A lesson that the person's question taught stays as the team's, without the question. */
async function emptyLessons(tx: Tx, workspace_id: string, lessons: readonly string[]): Promise<number> {
  return affected(
    tx,
    sql`update lessons set question = ${ERASED}, exemplar_id = null, conversation_id = null, impact = null, gate = null,
        before_review = null, source_key = 'erased ' || id, findings = '[]',
        proposal = case when proposal is null then null else jsonb_build_object('events', coalesce((
          select jsonb_agg(event || jsonb_build_object('resolution', (event -> 'resolution')
            || jsonb_build_object('title', r.title, 'text', r.text)))
          from jsonb_array_elements(proposal -> 'events') as event
          join resolutions r on r.workspace_id = ${workspace_id} and r.id = event -> 'resolution' ->> 'id'
          where event ->> 'kind' = 'resolution-upserted'), '[]')) end
      where workspace_id = ${workspace_id} and id in ${inside(lessons)}`,
  );
}

/** Kept and fulfilled promises: what is the person's leaves them. Fulfilled ones are known by the events that they became. */
async function emptyPromises(tx: Tx, { subject, texts, seqs }: Omit<Deletion, 'traces'>): Promise<number> {
  const { workspace_id, exemplars, conversations } = subject;
  const own = sql`(event -> 'exemplar' ->> 'id' in ${inside(exemplars)}
    or event -> 'refusal' ->> 'id' in ${inside(exemplars)}
    or event -> 'path' ->> 'conversation_id' in ${inside(conversations)}
    or event -> 'resolution' ->> 'id' in ${inside(texts)})`;
  return affected(
    tx,
    sql`update outbox set payload = coalesce((
        select jsonb_agg(event order by place) from jsonb_array_elements(payload) with ordinality as t(event, place)
        where ${own} is not true), '[]')
      where workspace_id = ${workspace_id} and (done_at is null or id in (
          select regexp_replace(e.id, '\\.\\d+$', '') from events e where e.workspace_id = ${workspace_id}
            and e.seq in (select jsonb_array_elements_text(${json(seqs)})::bigint)))
        and exists (select from jsonb_array_elements(payload) as event where ${own})`,
  );
}

/** Caches of the fold that have read these positions, of whatever config. Answers how many snapshots. */
export async function deleteSnapshotsFrom(tx: Tx, workspace_id: string, seq: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (delete from snapshots where workspace_id = ${workspace_id} and seq >= ${seq} returning config_hash, seq)
    select count(distinct (config_hash, seq))::int as n from gone
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function insertErasure(tx: Tx, row: Omit<ErasureRow, 'workspace_id'>): Promise<void> {
  await tx
    .insertInto('erasures')
    .values({ ...row, report: json(row.report) })
    .execute();
}

/** Newest first. */
export async function listErasures(tx: Tx, query: PageRequest): Promise<Page<ErasureRow>> {
  const by = { at: 'at', id: 'id', timeOf: ({ at }: ErasureRow) => at };
  return newestFirst(tx.selectFrom('erasures').selectAll(), query, by);
}
