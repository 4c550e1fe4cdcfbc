/** What an import learned from one batch, in one statement a table. Limits: `MAX_BATCH` tickets' worth of rows. */
import { type Insertable, sql } from 'kysely';
import type { NewResolution } from './resolutions.ts';
import { json, type LessonTable, type Tx } from './tables.ts';

/** Made where it is new; a new text is a new version, and the old one stays readable. Each id once. */
export async function putResolutions(tx: Tx, resolutions: readonly NewResolution[]): Promise<void> {
  if (resolutions.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${json(resolutions)}) as r(id text, title text, text text, links jsonb,
        stakes text, stage text, sources jsonb, source_key text, author text, at timestamptz)
    ), put as (
      insert into resolutions (id, title, text, links, stakes, stage, sources, source_key, created_at, updated_at)
      select id, title, text, links, stakes, stage, sources, source_key, at, at from given
      on conflict (workspace_id, id) do update set title = excluded.title, text = excluded.text,
        links = excluded.links, version = resolutions.version + 1, updated_at = excluded.updated_at
      where resolutions.text <> excluded.text
      returning id, version, title, text, links, updated_at
    )
    insert into resolution_versions (resolution_id, version, title, text, links, author, at)
    select p.id, p.version, p.title, p.text, p.links, g.author, p.updated_at from put p join given g on g.id = p.id
  `.execute(tx);
}

/** Answers the ids of the lessons that were not known by their source. */
export async function insertLessons(
  tx: Tx,
  lessons: readonly Insertable<LessonTable>[],
): Promise<ReadonlySet<string>> {
  if (lessons.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    insert into lessons (id, kind, stage, title, question, resolution_id, exemplar_id, conversation_id, author,
      source, source_key, at, import_id, page_id, page_hash)
    select l.id, l.kind, l.stage, l.title, l.question, l.resolution_id, l.exemplar_id, l.conversation_id, l.author,
      l.source, l.source_key, l.at, l.import_id, l.page_id, l.page_hash
    from jsonb_to_recordset(${json(lessons)}) as l(id text, kind text, stage text, title text, question text,
      resolution_id text, exemplar_id text, conversation_id text, author text, source text, source_key text,
      at timestamptz, import_id text, page_id text, page_hash text)
    on conflict (workspace_id, source_key) do nothing
    returning id
  `.execute(tx);
  return new Set(rows.map((row) => row.id));
}
