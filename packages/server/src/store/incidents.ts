/** Incidents: what bursts belong to each, and what people did about it. */
import type { Incident } from '@understudy/contract';
import { type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type IncidentDayTable, type IncidentKey, type IncidentTable, json, type Tx } from './tables.ts';

export type IncidentRow = Omit<Selectable<IncidentTable>, 'workspace_id'>;
export type IncidentDay = Pick<Selectable<IncidentDayTable>, 'count' | 'expected' | 'high'> & {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
};
type State = Incident['state'];

const MOST_CONVERSATIONS = 20_000;

/** Whoever changes incidents holds it: bursts are sorted against what stands. */
export async function lockIncidents(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('incidents ' || current_workspace(), 0))`.execute(
    tx,
  );
}

/** Those that a burst was seen of since then, the latest first. */
export async function recentIncidents(tx: Tx, since: Date): Promise<IncidentRow[]> {
  return tx
    .selectFrom('incidents')
    .selectAll()
    .where((of) => of.or([of('burst_at', '>=', since), of('state', 'in', ['open', 'watching'])]))
    .orderBy('burst_at', 'desc')
    .limit(500)
    .execute();
}

export async function getIncident(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  return tx.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function pageIncidents(
  tx: Tx,
  { state, ...page }: PageRequest & { readonly state?: State | undefined },
): Promise<Page<IncidentRow>> {
  const all = tx
    .selectFrom('incidents')
    .selectAll()
    .$if(state !== undefined, (select) => select.where('state', '=', state as State));
  return newestFirst(all, page, { at: 'opened_at', id: 'id', timeOf: (row) => row.opened_at });
}

export async function countOpenIncidents(tx: Tx): Promise<number> {
  const open = tx.selectFrom('incidents').where('state', '=', 'open');
  return (await open.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n;
}

export async function insertIncident(
  tx: Tx,
  row: Pick<
    IncidentRow,
    'id' | 'state' | 'kind' | 'title' | 'opened_at' | 'burst_at' | 'p' | 'language' | 'keys'
  >,
): Promise<void> {
  await tx
    .insertInto('incidents')
    .values({ ...row, keys: json(row.keys), banner: null })
    .execute();
}

export async function updateIncident(
  tx: Tx,
  {
    id,
    ...change
  }: Pick<IncidentRow, 'id'> & Partial<Omit<IncidentRow, 'id' | 'history' | 'kind' | 'opened_at'>>,
): Promise<void> {
  const { keys, held, consistent_with, ...rest } = change;
  await tx
    .updateTable('incidents')
    .set({
      ...rest,
      ...(keys !== undefined && { keys: json<readonly IncidentKey[]>(keys) }),
      ...(held !== undefined && { held: json(held) }),
      ...(consistent_with !== undefined && { consistent_with: json(consistent_with) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Never edited, only added to. */
export async function tellHistory(
  tx: Tx,
  { id, entries }: { readonly id: string; readonly entries: Incident['history'] },
): Promise<void> {
  if (entries.length === 0) return;
  const history = sql<Incident['history']>`history || ${json(entries)}`;
  await tx.updateTable('incidents').set({ history }).where('id', '=', id).execute();
}

/** A day that was told before is told anew; of several keys the one with the most conversations counts. */
export async function putIncidentDays(
  tx: Tx,
  { incident_id, days }: { readonly incident_id: string; readonly days: readonly IncidentDay[] },
): Promise<void> {
  await sql`
    insert into incident_days (incident_id, day, count, expected, high)
    select ${incident_id}, d.day, d.count, d.expected, d.high
    from jsonb_to_recordset(${json(days)}) as d(day date, count int, expected float8, high float8)
    on conflict (workspace_id, incident_id, day) do update
      set count = excluded.count, expected = excluded.expected, high = excluded.high
      where excluded.count >= incident_days.count
  `.execute(tx);
}

export async function addToIncident(
  tx: Tx,
  { incident_id, conversations }: { readonly incident_id: string; readonly conversations: readonly string[] },
): Promise<void> {
  await sql`
    insert into incident_conversations (incident_id, conversation_id)
    select ${incident_id}, c.id from conversations c
    where c.id in (select jsonb_array_elements_text(${json(conversations)}))
    on conflict do nothing
  `.execute(tx);
}

export async function conversationsOfIncident(tx: Tx, incident_id: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('incident_conversations')
    .select('conversation_id')
    .where('incident_id', '=', incident_id)
    .orderBy('conversation_id', 'desc')
    .limit(MOST_CONVERSATIONS)
    .execute();
  return rows.map(({ conversation_id }) => conversation_id);
}

export interface IncidentFacts {
  readonly conversations: number;
  readonly accounts: number;
  readonly first_at: Date | null;
  readonly latest_at: Date | null;
  readonly days: readonly IncidentDay[];
  readonly examples: readonly {
    readonly conversation_id: string;
    readonly subject: string;
    readonly at: Date;
  }[];
  /** Answers that were given or drafted to several of them, the most frequent first. */
  readonly answers: readonly { readonly resolution_id: string; readonly title: string }[];
}

const EXAMPLES = 8;
const ANSWERS = 5;

export async function readIncidentFacts(tx: Tx, id: string): Promise<IncidentFacts> {
  const own = sql`from incident_conversations i join conversation_figures f using (workspace_id, conversation_id)
    where i.incident_id = ${id}`;
  const counts = await sql<Pick<IncidentFacts, 'conversations' | 'accounts' | 'first_at' | 'latest_at'>>`
    select count(*)::int as conversations, count(distinct f.account)::int as accounts,
      min(f.opened_at) as first_at, max(f.opened_at) as latest_at ${own}
  `.execute(tx);
  const days = await sql<IncidentDay>`
    select to_char(day, 'YYYY-MM-DD') as day, count, expected, high from incident_days
    where incident_id = ${id} order by incident_days.day limit 400
  `.execute(tx);
  const examples = await sql<IncidentFacts['examples'][number]>`
    select c.id as conversation_id, c.subject, f.opened_at as at
    from incident_conversations i join conversation_figures f using (workspace_id, conversation_id)
      join conversations c on c.workspace_id = f.workspace_id and c.id = f.conversation_id
    where i.incident_id = ${id} order by f.opened_at desc, c.id desc limit ${EXAMPLES}
  `.execute(tx);
  const answers = await sql<IncidentFacts['answers'][number]>`
    select r.id as resolution_id, r.title
    from incident_conversations i join conversation_figures f using (workspace_id, conversation_id)
      join resolutions r on r.workspace_id = f.workspace_id and r.id = f.resolution_id
    where i.incident_id = ${id} and r.retired_at is null
    group by r.id, r.title having count(*) > 1 order by count(*) desc, r.id limit ${ANSWERS}
  `.execute(tx);
  const none = { conversations: 0, accounts: 0, first_at: null, latest_at: null };
  return { ...(counts.rows[0] ?? none), days: days.rows, examples: examples.rows, answers: answers.rows };
}

/** Ids of the answers that ongoing incidents hold, in order. */
export async function answersHeldByIncidents(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct jsonb_array_elements_text(held) as id from incidents
    where state in ('open', 'watching') order by id limit 500
  `.execute(tx);
  return rows.map(({ id }) => id);
}

/** What visitors read now; of several incidents, the newest one's. */
export async function bannerNow(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('incidents')
    .select('banner')
    .where('state', 'in', ['open', 'watching'])
    .where('banner', 'is not', null)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.banner ?? null;
}
