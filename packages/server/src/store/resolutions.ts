/** Resolutions with the history of their texts. Readers get the ones that were not retired. */
import { type Selectable, sql } from 'kysely';
import { cutPage, type Page } from './pages.ts';
import {
  json,
  type ResolutionTable,
  type ResolutionVersionTable,
  type SourceRef,
  type StageName,
  type StakesName,
  type Tx,
} from './tables.ts';

export type ResolutionRow = Selectable<ResolutionTable>;

export interface NewResolution {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly stakes: StakesName;
  readonly stage: StageName;
  readonly sources: readonly SourceRef[];
  /** What it was made from; the same source makes one resolution. */
  readonly source_key: string | null;
  readonly author: string | null;
  readonly at: Date;
}

/** By `source_key`: a known source gives the resolution that stands already, and `created: false`. */
export async function createResolution(
  tx: Tx,
  resolution: NewResolution,
): Promise<{ readonly resolution: ResolutionRow; readonly created: boolean }> {
  const { at, author, links, sources, ...rest } = resolution;
  const row = await tx
    .insertInto('resolutions')
    .values({
      ...rest,
      links: json(links),
      sources: json(sources),
      created_at: at,
      updated_at: at,
      retired_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'source_key']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) {
    const known = await tx
      .selectFrom('resolutions')
      .selectAll()
      .where('source_key', '=', resolution.source_key)
      .executeTakeFirstOrThrow();
    return { resolution: known, created: false };
  }
  await keepVersion(tx, row, author);
  return { resolution: row, created: true };
}

async function keepVersion(tx: Tx, row: ResolutionRow, author: string | null): Promise<void> {
  const { title, text, version, updated_at: at } = row;
  await tx
    .insertInto('resolution_versions')
    .values({ resolution_id: row.id, version, title, text, links: json(row.links), author, at })
    .execute();
}

/** A new text is a new version; the old one stays readable. */
export async function reviseResolution(
  tx: Tx,
  args: {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly links: readonly string[];
    readonly author: string | null;
    readonly at: Date;
  },
): Promise<ResolutionRow> {
  const row = await tx
    .updateTable('resolutions')
    .set({
      title: args.title,
      text: args.text,
      links: json(args.links),
      version: sql`version + 1`,
      updated_at: args.at,
    })
    .where('id', '=', args.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await keepVersion(tx, row, args.author);
  return row;
}

export type ResolutionVersion = Selectable<ResolutionVersionTable>;

/** Newest first. */
export async function listVersions(tx: Tx, resolutionId: string): Promise<ResolutionVersion[]> {
  return tx
    .selectFrom('resolution_versions')
    .selectAll()
    .where('resolution_id', '=', resolutionId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
}

/**
 * Of these resolutions those in use whose text was written after this other one of theirs. A text that was brought back is
 * as old as its author's last word of it.
 */
export async function withNewerText(
  tx: Tx,
  texts: readonly { readonly id: string; readonly text: string }[],
): Promise<ReadonlySet<string>> {
  const writtenAt = (text: string) => sql`(
    select coalesce(max(v.at) filter (where v.author is not null), min(v.at)) from resolution_versions v
    where v.resolution_id = r.id and v.text = ${sql.ref(text)})`;
  const { rows } = await sql<{ id: string }>`
    select r.id from jsonb_to_recordset(${json(texts)}) as g(id text, text text) join resolutions r on r.id = g.id
    where r.retired_at is null and ${writtenAt('r.text')} > ${writtenAt('g.text')}
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

export async function setResolutionStage(
  tx: Tx,
  args: { readonly id: string; readonly stage: StageName; readonly at: Date },
): Promise<ResolutionRow> {
  return tx
    .updateTable('resolutions')
    .set({ stage: args.stage, updated_at: args.at })
    .where('id', '=', args.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Where it was learned from, by now; no new version, for its text is the same. */
export async function setSources(
  tx: Tx,
  { id, sources }: { readonly id: string; readonly sources: readonly SourceRef[] },
): Promise<void> {
  await tx
    .updateTable('resolutions')
    .set({ sources: json(sources) })
    .where('id', '=', id)
    .execute();
}

export async function retireResolution(
  tx: Tx,
  args: { readonly id: string; readonly at: Date },
): Promise<void> {
  await tx.updateTable('resolutions').set({ retired_at: args.at }).where('id', '=', args.id).execute();
}

/** What was retired is found again. */
export async function restoreResolution(
  tx: Tx,
  args: { readonly id: string; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('resolutions')
    .set({ retired_at: null, updated_at: args.at })
    .where('id', '=', args.id)
    .execute();
}

/** Held until the transaction ends, so that two people change them one after the other. */
export async function holdResolutions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('resolutions')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** False where there is no such resolution. */
export async function setValidUntil(
  tx: Tx,
  args: { readonly id: string; readonly valid_until: Date | null },
): Promise<boolean> {
  const { id, valid_until } = args;
  const result = await tx
    .updateTable('resolutions')
    .set({ valid_until })
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function countUse(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('resolutions').set({ uses: sql`uses + 1` }).where('id', '=', id).execute();
}

export interface ResolutionWithCount extends ResolutionRow {
  readonly exemplars: number;
}
function withCount(tx: Tx) {
  return tx
    .selectFrom('resolutions as r')
    .selectAll('r')
    .select((eb) =>
      eb
        .selectFrom('exemplars as e')
        .select((e) => e.fn.countAll<number>().as('n'))
        .whereRef('e.resolution_id', '=', 'r.id')
        .$asScalar()
        .$notNull()
        .as('exemplars'),
    );
}

/** Retired ones too: an old decision still shows what it answered. */
export async function getResolution(tx: Tx, id: string): Promise<ResolutionWithCount | undefined> {
  return withCount(tx).where('r.id', '=', id).executeTakeFirst();
}

export async function getResolutions(tx: Tx, ids: readonly string[]): Promise<ResolutionRow[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('resolutions').selectAll().where('id', 'in', ids).execute();
}

/** Most used first; `q` is part of the title or the text. */
export async function listResolutions(
  tx: Tx,
  query: { readonly cursor?: string | undefined; readonly limit: number; readonly q?: string | undefined },
): Promise<Page<ResolutionWithCount>> {
  const after = readCursor(query.cursor);
  const q = query.q?.trim().toLowerCase();
  const found = await withCount(tx)
    .where('r.retired_at', 'is', null)
    .$if(Boolean(q), (select) =>
      select.where(sql<boolean>`position(${q} in lower(r.title || ' ' || r.text)) > 0`),
    )
    .$if(after !== null, (select) =>
      select.where((eb) =>
        eb(eb.refTuple('r.uses', 'r.id'), '<', eb.tuple(after?.uses ?? 0, after?.id ?? '')),
      ),
    )
    .orderBy('r.uses', 'desc')
    .orderBy('r.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  return cutPage(found, query.limit, (last) => Buffer.from(`${last.uses} ${last.id}`).toString('base64url'));
}

function readCursor(cursor: string | undefined): { readonly uses: number; readonly id: string } | null {
  const match = /^(\d{1,9}) ([^\s\0]{1,100})$/.exec(Buffer.from(cursor ?? '', 'base64url').toString());
  return match?.[1] && match[2] ? { uses: Number(match[1]), id: match[2] } : null;
}

export async function countResolutions(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('resolutions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('retired_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
