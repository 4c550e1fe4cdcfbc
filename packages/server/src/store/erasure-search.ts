/**
 * Every column that can hold words, as the schema has them now: where traces are found, replaced, and looked for again.
 *
 * All of it is read once, before anything is taken away: rows that hold a trace are noted by their place. Afterwards
 * these places are read again, and with them every row version that any transaction has written since the first
 * reading began. A row that is in neither was read, and held nothing; so the second reading speaks for every row, and
 * costs next to nothing. At 100,000 exemplars the first one takes some seconds, on one core.
 */
import { type RawBuilder, sql } from 'kysely';
import { ERASURE_MAP } from './erasure-map.ts';
import { owned } from './queue.ts';
import { json, type Tx } from './tables.ts';

export const ERASED = '[erased]';

export interface Traces {
  /** What has none of them, whatever the case, needs no look at the pattern, which costs a hundred times as much. */
  readonly needles: readonly string[];
  /** A regular expression of PostgreSQL, without regard to case. */
  readonly pattern: string;
}

const holdsOne = (lowered: RawBuilder<unknown>, needles: readonly string[]) =>
  needles.length === 0
    ? sql`false`
    : sql.join(
        needles.map((needle) => sql`strpos(${lowered}, lower(${needle})) > 0`),
        sql` or `,
      );

/** Whether a text, or an expression that gives one, holds a trace. */
export function holdsTrace(text: RawBuilder<unknown>, { needles, pattern }: Traces): RawBuilder<unknown> {
  return sql`((${holdsOne(sql`lower(${text})`, needles)}) and ${text} ~* ${pattern})`;
}

export interface Sought {
  readonly workspace_id: string;
  readonly traces: Traces;
  /** What the person wrote, letter by letter. */
  readonly words: readonly string[];
}

/** Where something of the person stood, in the tables as they were. */
export interface Places {
  /** Row versions of this transaction and of later ones are not among the rows that were read. */
  readonly since_xid: string;
  /** By table: physical places (`ctid`), good until the transaction ends. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
}

/** Reads every column of every table for the traces, and for the person's words. Takes as long as the desk is large. */
export async function findEverywhere(tx: Tx, sought: Sought): Promise<Places> {
  return owned(tx, async () => {
    const now = await sql<{ xid: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::xid::text as xid
    `.execute(tx);
    const rows: Record<string, readonly string[]> = {};
    for (const columns of await wordColumns(tx)) {
      const found = await sql<{ places: readonly string[] }>`
        select coalesce(array_agg(place), '{}') as places
        from (select ctid::text as place, ${wordsOfRow(columns)} as low from ${ownRows(columns.table, sought)} offset 0) t
        where ${holdsAny(sought)}
      `.execute(tx);
      rows[columns.table] = found.rows[0]?.places ?? [];
    }
    return { since_xid: now.rows[0]?.xid ?? '', rows };
  });
}

/**
 * All that is searched of a row, with A to Z in small letters: other alphabets cost a third more, and are looked at where
 * a needle has such letters. `offset 0` above keeps it from being made once for each needle.
 */
function wordsOfRow({ table, columns }: WordColumns): RawBuilder<unknown> {
  const searched = columns.filter(({ name }) => ERASURE_MAP[table]?.[name] !== 'pseudonym');
  const texts = searched.map(({ name }) => sql`${sql.ref(name)}::text`);
  return texts.length === 0 ? sql`''` : sql`lower(concat_ws(' ', ${sql.join(texts)}) collate "C")`;
}

const ownRows = (table: string, { workspace_id }: Sought) =>
  sql`${sql.table(table)} where ${sql.ref(table === 'workspaces' ? 'id' : 'workspace_id')} = ${workspace_id}`;

/** Of `low`, as `wordsOfRow` gives it. */
function holdsAny({ traces, words }: Sought): RawBuilder<unknown> {
  const spelled = new Set(words.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  const any = (needles: readonly string[]) =>
    needles.length === 0 ? sql`false` : sql.join(needles.map(holdsNeedle), sql` or `);
  return sql`(${any(traces.needles)}) and ${INHERITED} ~* ${traces.pattern} or ${any([...spelled])}`;
}

/** In the locale of the database, which knows the small letters of other alphabets; one of the locale C does not. */
const INHERITED = sql`(low collate "default")`;
const LEAST_FRAGMENT = 4;

/** A needle with letters of other alphabets is first looked for by its longest piece that is plain ASCII. */
function holdsNeedle(needle: string): RawBuilder<unknown> {
  const pieces = needle.match(/[\x20-\x7e]+/g) ?? [];
  const longest = pieces.toSorted((a, b) => b.length - a.length)[0] ?? '';
  const small = longest.toLowerCase();
  if (longest === needle) return sql`strpos(low, ${small}) > 0`;
  const exactly = holdsOne(sql`lower(${INHERITED})`, [needle]);
  return longest.length < LEAST_FRAGMENT
    ? exactly
    : sql`case when strpos(low, ${small}) > 0 then ${exactly} else false end`;
}

/** Rows that held a trace, or that were written since: looked at before anything that costs more. */
const ofTouched = (table: string, places: Places, condition: RawBuilder<unknown>) =>
  sql`case when ${isTouched(table, places)} then ${condition} end`;

const isTouched = (table: string, { since_xid, rows }: Places) => sql`(
  ctid in (select jsonb_array_elements_text(${json(rows[table] ?? [])})::tid) or age(xmin) <= age(${since_xid}::xid))`;

/** Among these rows of the ledger, the positions of those whose contents hold a trace. Needs the owner's rights. */
export async function eventsAtPlaces(
  tx: Tx,
  { workspace_id, traces }: Sought,
  places: Places,
): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from events where workspace_id = ${workspace_id} and ${ofTouched('events', places, holdsTrace(sql`payload::text`, traces))}
  `.execute(tx);
  return rows.map((row) => row.seq);
}

const affected = async (tx: Tx, query: ReturnType<typeof sql>): Promise<number> =>
  Number((await query.execute(tx)).numAffectedRows ?? 0n);

/** Replaces what the pattern finds in every column that people write in. Answers how many rows, by table. */
export async function redactEverywhere(
  tx: Tx,
  sought: Sought,
  places: Places,
): Promise<Record<string, number>> {
  return owned(tx, () => redactRows(tx, sought, places));
}

async function redactRows(tx: Tx, sought: Sought, places: Places): Promise<Record<string, number>> {
  const { traces } = sought;
  const changed: Record<string, number> = {};
  for (const { table, columns } of await wordColumns(tx)) {
    const treated = columns.filter(({ name }) => ERASURE_MAP[table]?.[name] === 'redacted');
    if (treated.length === 0) continue;
    const sets = treated.map(({ name, isJson }) => {
      const cleaned = sql`regexp_replace(${sql.ref(name)}::text, ${traces.pattern}, ${ERASED}, 'gi')`;
      return sql`${sql.ref(name)} = ${isJson ? sql`${cleaned}::jsonb` : cleaned}`;
    });
    const hits = treated.map(({ name }) => holdsTrace(sql`${sql.ref(name)}::text`, traces));
    changed[table] = await affected(
      tx,
      sql`update ${sql.table(table)} set ${sql.join(sets)}
        where workspace_id = ${sought.workspace_id} and ${ofTouched(table, places, sql`(${sql.join(hits, sql` or `)})`)}`,
    );
  }
  return changed;
}

export interface WordColumns {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly isJson: boolean }[];
}

/** As the database has them now; ask as the owner, who sees every table. */
export async function wordColumns(tx: Tx): Promise<WordColumns[]> {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select c.table_name as table, c.column_name as name, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb') and c.column_name <> 'workspace_id'
      and (c.table_name = 'workspaces' or exists (select from information_schema.columns w
        where w.table_schema = 'public' and w.table_name = c.table_name and w.column_name = 'workspace_id'))
    order by 1, 2
  `.execute(tx);
  const tables = [...new Set(rows.map((row) => row.table))];
  return tables.map((table) => ({
    table,
    columns: rows
      .filter((row) => row.table === table)
      .map(({ name, type }) => ({ name, isJson: type.startsWith('json') })),
  }));
}

export interface Searched {
  /** All of the workspace. */
  readonly rows: number;
  /** Of them, those that hold a trace of the person still. */
  readonly found: number;
}

/** The proof: what was found, and all that was written since, is read again. */
export async function searchAgain(tx: Tx, sought: Sought, places: Places): Promise<Record<string, Searched>> {
  return owned(tx, async () => {
    const searched: Record<string, Searched> = {};
    for (const columns of await wordColumns(tx)) {
      const { table } = columns;
      const own = ownRows(table, sought);
      const { rows } = await sql<Searched>`
        select (select count(*)::int from ${own}) as rows, count(*)::int as found
        from (select ${wordsOfRow(columns)} as low from ${own} and ${isTouched(table, places)} offset 0) t
        where ${holdsAny(sought)}
      `.execute(tx);
      searched[table] = rows[0] ?? { rows: 0, found: 0 };
    }
    return searched;
  });
}
