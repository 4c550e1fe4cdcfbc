/** Every column that can hold words, as the schema has them now: where traces are replaced, and looked for afterwards. */
import { type RawBuilder, sql } from 'kysely';
import { ERASURE_MAP } from './erasure-map.ts';
import { owned } from './queue.ts';
import type { Tx } from './tables.ts';

export const ERASED = '[erased]';

export interface Traces {
  /** In small letters; what has none of them needs no look at the pattern, which costs a hundred times as much. */
  readonly needles: readonly string[];
  /** A regular expression of PostgreSQL, without regard to case. */
  readonly pattern: string;
}

const holdsOne = (lowered: RawBuilder<unknown>, needles: readonly string[]) =>
  needles.length === 0
    ? sql`false`
    : sql.join(
        needles.map((needle) => sql`strpos(${lowered}, ${needle}) > 0`),
        sql` or `,
      );

/** Whether a text, or an expression that gives one, holds a trace. */
export function holdsTrace(text: RawBuilder<unknown>, { needles, pattern }: Traces): RawBuilder<unknown> {
  return sql`((${holdsOne(sql`lower(${text})`, needles)}) and ${text} ~* ${pattern})`;
}

const affected = async (tx: Tx, query: ReturnType<typeof sql>): Promise<number> =>
  Number((await query.execute(tx)).numAffectedRows ?? 0n);

/** Replaces what the pattern finds in every column that people write in. Answers how many rows, by table. */
export async function redactEverywhere(
  tx: Tx,
  workspace_id: string,
  traces: Traces,
): Promise<Record<string, number>> {
  return owned(tx, () => redactRows(tx, workspace_id, traces));
}

async function redactRows(tx: Tx, workspace_id: string, traces: Traces): Promise<Record<string, number>> {
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
        where workspace_id = ${workspace_id} and (${sql.join(hits, sql` or `)})`,
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
  readonly rows: number;
  readonly found: number;
}

interface Search {
  readonly workspace_id: string;
  readonly traces: Traces;
  /** What the person wrote, letter by letter. */
  readonly words: readonly string[];
}

/** Looks in every column of every table for the pattern, and for the person's words letter by letter. */
export async function searchEverywhere(tx: Tx, args: Search): Promise<Record<string, Searched>> {
  return owned(tx, () => searchRows(tx, args));
}

async function searchRows(tx: Tx, args: Search): Promise<Record<string, Searched>> {
  const { workspace_id, traces, words } = args;
  const spelled = new Set(words.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  const needles = [...spelled].map((text) => text.toLowerCase());
  const found: Record<string, Searched> = {};
  for (const { table, columns } of await wordColumns(tx)) {
    const searched = columns.filter(({ name }) => ERASURE_MAP[table]?.[name] !== 'pseudonym');
    const texts = searched.map(({ name }) => sql`${sql.ref(name)}::text`);
    const row = texts.length === 0 ? sql`''` : sql`lower(concat_ws(' ', ${sql.join(texts)}))`;
    const owner = sql.ref(table === 'workspaces' ? 'id' : 'workspace_id');
    const low = sql.ref('low');
    const { rows } = await sql<Searched>`
      with told as materialized (select ${row} as low from ${sql.table(table)} where ${owner} = ${workspace_id})
      select count(*)::int as rows, (count(*) filter (
        where (${holdsOne(low, traces.needles)}) and low ~* ${traces.pattern} or ${holdsOne(low, needles)}
      ))::int as found from told
    `.execute(tx);
    found[table] = rows[0] ?? { rows: 0, found: 0 };
  }
  return found;
}
