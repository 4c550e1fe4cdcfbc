/**
 * Guides and their versions. Which version stands is told by the lessons that brought them, as with workflows: the newest
 * one whose lesson is approved. So reviews, undos and rollbacks of lessons change guides without writing here.
 */
import { type Selectable, sql } from 'kysely';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import { type GuideVersionTable, json, type Tx } from './tables.ts';

export type GuideVersion = Omit<Selectable<GuideVersionTable>, 'workspace_id'>;
export type GuideState = 'in-force' | 'proposed' | 'broken' | 'retired';

/** Of a guide that has a version in force, or one that waits for a review. */
export interface GuideRow extends Omit<GuideVersion, 'guide_id' | 'lesson_id'> {
  readonly id: string;
  readonly resolution_id: string;
  readonly resolution_title: string;
  readonly state: GuideState;
  readonly checked_at: Date | null;
  /** The newest lesson that waits; null where none does. */
  readonly proposal_id: string | null;
}

/**
 * The version that stands, else the one that waits. A guide is in use only while its resolution is, and one that was retired
 * is again with a version from after that.
 */
const STANDING = sql<GuideRow>`(
    select distinct on (g.id) g.id, g.resolution_id, r.title as resolution_title, g.checked_at,
      v.version, v.title, v.steps, v.author, v.at,
      case when g.retired_at >= v.at or r.retired_at is not null then 'retired'
        when l.status = 'open' then 'proposed'
        when g.broken_version = v.version then 'broken' else 'in-force' end as state,
      (select o.id from guide_versions p join lessons o on o.id = p.lesson_id
        where p.guide_id = g.id and o.status = 'open' order by p.version desc limit 1) as proposal_id
    from guides g
    join guide_versions v on v.guide_id = g.id
    join lessons l on l.id = v.lesson_id and l.status in ('open', 'approved')
    join resolutions r on r.id = g.resolution_id
    order by g.id, (l.status = 'approved') desc, v.version desc
  )`;

const standing = (tx: Tx) => tx.selectFrom(STANDING.as('g')).selectAll();

export async function getGuide(tx: Tx, id: string): Promise<GuideRow | undefined> {
  return standing(tx).where('g.id', '=', id).executeTakeFirst();
}

/** The newest change first. */
export async function pageGuides(
  tx: Tx,
  query: PageRequest & {
    readonly state?: GuideState | undefined;
    readonly resolution_id?: string | undefined;
  },
): Promise<Page<GuideRow>> {
  const { state, resolution_id } = query;
  const select = standing(tx)
    .$if(state !== undefined, (q) => q.where('g.state', '=', state ?? 'in-force'))
    .$if(resolution_id !== undefined, (q) => q.where('g.resolution_id', '=', resolution_id ?? ''));
  return newestFirst(select, query, { at: 'g.at', id: 'g.id', timeOf: ({ at }) => at });
}

export async function countBrokenGuides(tx: Tx): Promise<number> {
  const rows = await standing(tx).where('g.state', '=', 'broken').execute();
  return rows.length;
}

/** What these decisions answered with, where its guide can be followed: by the decision's id. */
export async function guidesOfAnswers(
  tx: Tx,
  decisions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (decisions.length === 0) return new Map();
  const rows = await tx
    .selectFrom(STANDING.as('g'))
    .innerJoin('decisions as d', 'd.resolution_id', 'g.resolution_id')
    .select(['g.id', 'd.id as decision_id'])
    .where('d.id', 'in', decisions)
    .where('d.action', '=', 'answer')
    .where('g.state', '=', 'in-force')
    .execute();
  return new Map(rows.map(({ decision_id, id }) => [decision_id, id]));
}

/** What a lesson brought, oldest first: what it proposed, then what its reviewer made of it. */
export async function guideVersionsOf(tx: Tx, lesson_id: string): Promise<GuideVersion[]> {
  return tx
    .selectFrom('guide_versions')
    .selectAll()
    .where('lesson_id', '=', lesson_id)
    .orderBy('version')
    .execute();
}

/** The version before one that stood, for a lesson that changes a guide. */
export async function guideVersionBefore(
  tx: Tx,
  { guide_id, version }: Pick<GuideVersion, 'guide_id' | 'version'>,
): Promise<GuideVersion | undefined> {
  return tx
    .selectFrom('guide_versions as v')
    .innerJoin('lessons as l', 'l.id', 'v.lesson_id')
    .selectAll('v')
    .where('v.guide_id', '=', guide_id)
    .where('v.version', '<', version)
    .where('l.status', '=', 'approved')
    .orderBy('v.version', 'desc')
    .executeTakeFirst();
}

/** Held until the transaction ends, so that two people write one after the other. Known ones stay as they are. */
export async function holdGuide(
  tx: Tx,
  guide: { readonly id: string; readonly resolution_id: string; readonly at: Date },
): Promise<void> {
  const { id, resolution_id, at } = guide;
  await tx
    .insertInto('guides')
    .values({ id, resolution_id, created_at: at, retired_at: null, broken_version: null, checked_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
  await tx.selectFrom('guides').select('id').where('id', '=', id).forUpdate().execute();
}

/** Under the next number. The guide is held. */
export async function addGuideVersion(tx: Tx, added: Omit<GuideVersion, 'version'>): Promise<void> {
  const { steps, ...rest } = added;
  const { newest } = await tx
    .selectFrom('guide_versions')
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('newest'))
    .where('guide_id', '=', added.guide_id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('guide_versions')
    .values({ ...rest, version: Number(newest) + 1, steps: json(steps) })
    .execute();
}

/** What the reviewer of a lesson made of it goes; what was proposed stays. */
export async function dropGuideEdits(tx: Tx, lesson_id: string): Promise<void> {
  const [first, ...edits] = await guideVersionsOf(tx, lesson_id);
  if (first === undefined || edits.length === 0) return;
  await tx
    .deleteFrom('guide_versions')
    .where('lesson_id', '=', lesson_id)
    .where('version', '>', first.version)
    .execute();
}

export async function setGuide(
  tx: Tx,
  id: string,
  set: {
    readonly retired_at?: Date | null;
    readonly broken_version?: number | null;
    readonly checked_at?: Date;
  },
): Promise<void> {
  await tx.updateTable('guides').set(set).where('id', '=', id).execute();
}
