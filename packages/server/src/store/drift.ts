/** How the watches over answers stand, what they hold, and how questions moved. */
import { type Selectable, sql } from 'kysely';
import type { HarmHoldTable, HarmWatchTable, InputDriftTable } from './tables/drift.ts';
import { json, type Tx } from './tables.ts';

export type HarmWatchRow = Omit<Selectable<HarmWatchTable>, 'workspace_id'>;
export type HarmHold = Omit<Selectable<HarmHoldTable>, 'workspace_id'>;
export type InputDriftRow = Omit<Selectable<InputDriftTable>, 'workspace_id' | 'day'> & {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
};

export async function listHarmWatches(tx: Tx): Promise<HarmWatchRow[]> {
  return tx.selectFrom('harm_watches').selectAll().execute();
}

/** All as they stand now: what is watched no longer goes. */
export async function saveHarmWatches(tx: Tx, rows: readonly HarmWatchRow[]): Promise<void> {
  await tx.deleteFrom('harm_watches').execute();
  const told = rows.map((row) => ({
    ...row,
    alarmed_at: row.alarmed_at?.toISOString() ?? null,
    seen_at: row.seen_at.toISOString(),
  }));
  await sql`
    insert into harm_watches (level, subject_id, source, evidence, acts_at, answers, wrong, alarmed_at, seen_at)
    select level, subject_id, source, evidence, acts_at, answers, wrong, alarmed_at, seen_at
    from jsonb_to_recordset(${json(told)}) as r(level text, subject_id text, source text, evidence float8,
      acts_at float8, answers int, wrong int, alarmed_at timestamptz, seen_at timestamptz)
  `.execute(tx);
}

/** What is held already stays as it was, but for the lesson that it waits for. */
export async function holdForHarm(
  tx: Tx,
  hold: Omit<HarmHold, 'released_at' | 'released_why'>,
): Promise<void> {
  await tx
    .insertInto('harm_holds')
    .values({ ...hold, released_at: null, released_why: null })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'level', 'subject_id'])
        .where('released_at', 'is', null)
        .doUpdateSet({ lesson_id: sql`coalesce(excluded.lesson_id, harm_holds.lesson_id)` }),
    )
    .execute();
}

export async function openHarmHolds(tx: Tx): Promise<HarmHold[]> {
  return tx
    .selectFrom('harm_holds')
    .selectAll()
    .where('released_at', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .execute();
}

export async function releaseHarmHold(
  tx: Tx,
  { id, at, why }: { readonly id: string; readonly at: Date; readonly why: string },
): Promise<void> {
  await tx
    .updateTable('harm_holds')
    .set({ released_at: at, released_why: why })
    .where('id', '=', id)
    .where('released_at', 'is', null)
    .execute();
}

export interface HeldAnswer {
  /** The lesson that it is held by waits in quarantine for a person. */
  readonly waits: boolean;
  /** Title of an answer that people gave in its place and that went out alone since; null: none did. */
  readonly replaced_by: string | null;
}

/**
 * What became of an answer since it was held. In its place: taught in a conversation in which it was decided on, or told
 * by the judge of one of its audits. Some reads by indexes.
 */
export async function heldAnswer(
  tx: Tx,
  {
    resolution_id,
    since,
    lesson_id,
  }: { readonly resolution_id: string; readonly since: Date; readonly lesson_id: string | null },
): Promise<HeldAnswer> {
  const { rows } = await sql<HeldAnswer>`
    select
      exists (select from lessons l where l.id = ${lesson_id} and l.status = 'quarantined') as waits,
      (select r.title from decisions own
        join lessons l on l.conversation_id = own.conversation_id
          and (l.resolution_id <> own.resolution_id or l.at > ${since}) and l.status in ('open', 'approved')
        join resolutions r on r.id = l.resolution_id and r.retired_at is null
        where own.resolution_id = ${resolution_id} and exists (
          select from decisions d where d.resolution_id = r.id and d.action = 'answer' and d.state = 'sent'
            and d.at > greatest(l.at, ${since}))
        limit 1) as replaced_by
  `.execute(tx);
  return rows[0] ?? { waits: false, replaced_by: null };
}

/** Resolutions that are to be held because of complaints, and why; their lessons are not taken back yet. */
export async function heldByComplaints(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('harm_holds')
    .select(['subject_id', 'why'])
    .where('level', '=', 'resolution')
    .where('lesson_id', 'is', null)
    .where('released_at', 'is', null)
    .execute();
  return new Map(rows.map(({ subject_id, why }) => [subject_id, why]));
}

export async function saveInputDrift(tx: Tx, rows: readonly InputDriftRow[]): Promise<void> {
  for (const row of rows) {
    const { value, p, raw, moved } = row;
    await tx
      .insertInto('input_drifts')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'day', 'name']).doUpdateSet({ value, p, raw, moved }),
      )
      .execute();
  }
}

/** Oldest first. */
export async function listInputDrifts(tx: Tx, since: string): Promise<InputDriftRow[]> {
  const { rows } = await sql<InputDriftRow>`
    select to_char(day, 'YYYY-MM-DD') as day, name, value, p, raw, moved
    from input_drifts where day >= ${since}::date order by day, name
  `.execute(tx);
  return rows;
}

export interface AskedQuestion {
  readonly question: unknown;
  readonly question_id: string;
  readonly resolution_id: string | null;
  readonly novelty_p: number;
  readonly at: Date;
}

/** Of a span of time, evenly thinned to `limit`, oldest first. */
export async function askedQuestions(
  tx: Tx,
  span: { readonly from: Date; readonly to: Date; readonly limit: number },
): Promise<AskedQuestion[]> {
  const { rows } = await sql<AskedQuestion>`
    with asked as (
      select id, question, question ->> 'id' as question_id, resolution_id, at,
        coalesce((decision ->> 'novelty_p')::float8, 1) as novelty_p,
        row_number() over (order by md5(id)) as place
      from decisions where at >= ${span.from} and at < ${span.to} and state <> 'superseded'
    )
    select question, question_id, resolution_id, novelty_p, at from asked
    where place <= ${span.limit} order by at, id
  `.execute(tx);
  return rows;
}
