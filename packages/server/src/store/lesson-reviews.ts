/** Lessons as their reviewers see them: the queue, who has which one on the screen, and what was said of it. */
import { type Selectable, sql } from 'kysely';
import { DRAWN } from './known-changes.ts';
import type { Lesson } from './lessons.ts';
import { newestFirst, type Page, type PageRequest } from './pages.ts';
import {
  type BeforeReview,
  json,
  type LessonProposal,
  type LessonStatus,
  type LessonTable,
  type StageName,
  type StakesName,
  type Tx,
} from './tables.ts';

/** A lesson with the stakes of its resolution, if it has one. */
export interface LessonRow extends Selectable<LessonTable> {
  readonly stakes: StakesName | null;
}

export interface LessonFilter {
  readonly status?: LessonStatus | undefined;
  readonly kind?: Lesson['kind'] | undefined;
  readonly stage?: StageName | undefined;
  readonly author?: string | undefined;
  readonly import_id?: string | undefined;
  readonly resolution_id?: string | undefined;
  /** Of any of these. */
  readonly resolution_ids?: readonly string[] | undefined;
  /** A check that did not pass. */
  readonly finding?: string | undefined;
}

function withStakes(tx: Tx) {
  return tx
    .selectFrom('lessons as l')
    .leftJoin('resolutions as r', 'r.id', 'l.resolution_id')
    .selectAll('l')
    .select('r.stakes');
}

export async function getLessonRow(tx: Tx, id: string): Promise<LessonRow | undefined> {
  return withStakes(tx).where('l.id', '=', id).executeTakeFirst();
}

function filtered(tx: Tx, filter: LessonFilter) {
  let select = withStakes(tx);
  if (filter.status) select = select.where('l.status', '=', filter.status);
  if (filter.kind) select = select.where('l.kind', '=', filter.kind);
  if (filter.stage) select = select.where('l.stage', '=', filter.stage);
  if (filter.author) select = select.where('l.author', '=', filter.author);
  if (filter.import_id) select = select.where('l.import_id', '=', filter.import_id);
  if (filter.resolution_id) select = select.where('l.resolution_id', '=', filter.resolution_id);
  if (filter.resolution_ids) {
    const ids = json(filter.resolution_ids);
    select = select.where(sql<boolean>`${ids} ? l.resolution_id`);
  }
  if (filter.finding) {
    const found = JSON.stringify([{ check: filter.finding }]);
    select = select.where(sql<boolean>`l.findings @> ${found}::jsonb`);
  }
  return select;
}

/** Newest first. */
export async function pageLessons(tx: Tx, query: PageRequest & LessonFilter): Promise<Page<LessonRow>> {
  return newestFirst(filtered(tx, query), query, { at: 'l.at', id: 'l.id', timeOf: ({ at }) => at });
}

/**
 * Most useful first, older ones before newer ones of the same use. Scores change while people work, so that a page
 * goes by its number: whoever reviews takes from the front.
 */
export async function queueLessons(tx: Tx, query: PageRequest & LessonFilter): Promise<Page<LessonRow>> {
  const offset = Number(/^\d{1,7}$/.exec(query.cursor ?? '')?.[0] ?? 0);
  const rows = await filtered(tx, query)
    .orderBy('l.impact_score', 'desc')
    .orderBy('l.at')
    .orderBy('l.id')
    .offset(offset)
    .limit(query.limit + 1)
    .execute();
  const next_cursor = rows.length > query.limit ? String(offset + query.limit) : null;
  return { items: rows.slice(0, query.limit), next_cursor };
}

export async function countLessons(tx: Tx): Promise<Record<LessonStatus, number>> {
  const rows = await tx
    .selectFrom('lessons')
    .select(['status', (eb) => eb.fn.countAll<number>().as('n')])
    .groupBy('status')
    .execute();
  const counts = { open: 0, approved: 0, rejected: 0, 'rolled-back': 0, quarantined: 0 };
  for (const { status, n } of rows) counts[status] = n;
  return counts;
}

/** Held until the transaction ends: two people at once go one after the other. */
export async function lockLessonRow(tx: Tx, id: string): Promise<Lesson | undefined> {
  return tx.selectFrom('lessons').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function setLessonLock(
  tx: Tx,
  lock: {
    readonly id: string;
    readonly by: string | null;
    readonly name: string | null;
    readonly until: Date | null;
  },
): Promise<void> {
  const { id, by: locked_by, name: locked_name, until: locked_until } = lock;
  await tx
    .updateTable('lessons')
    .set({ locked_by, locked_name, locked_until })
    .where('id', '=', id)
    .execute();
}

export interface Reviewed {
  readonly id: string;
  readonly status: LessonStatus;
  readonly stage: StageName;
  readonly stage_why: string;
  readonly resolution_id: string | null;
  readonly title: string;
  readonly proposal: LessonProposal | null;
  readonly reviewer_id: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: Date | null;
  readonly review_reason: string | null;
  readonly before: BeforeReview | null;
}

/** What a review, or taking it back, leaves; whoever had it on the screen lets go. */
export async function setReview(tx: Tx, { id, before, proposal, ...set }: Reviewed): Promise<void> {
  await tx
    .updateTable('lessons')
    .set({
      ...set,
      proposal: proposal && json(proposal),
      before_review: before && json(before),
      locked_by: null,
      locked_name: null,
      locked_until: null,
    })
    .where('id', '=', id)
    .execute();
}

/** As if nobody had decided on it. */
export async function unsetReview(tx: Tx, id: string, before: BeforeReview): Promise<void> {
  const { status, stage, stage_why, resolution_id, title, proposal } = before;
  const stood = { status, stage, stage_why, resolution_id, title, proposal };
  const nobody = { reviewer_id: null, reviewed_by: null, reviewed_at: null, review_reason: null };
  await setReview(tx, { id, ...stood, ...nobody, before: null });
}

export async function setGate(tx: Tx, { id, gate }: { readonly id: string; readonly gate: unknown }) {
  await tx
    .updateTable('lessons')
    .set({ gate: json(gate) })
    .where('id', '=', id)
    .execute();
}

const LABELS_READ = 300;

/**
 * What the AI agent gave to the resolutions that people used, in their newest conversations: the sum of the shares, and
 * how many there were.
 */
export async function labelShares(tx: Tx): Promise<{ readonly sum: number; readonly count: number }> {
  const { rows } = await sql<{ sum: number; count: number }>`
    select coalesce(sum(share), 0)::float8 as sum, count(*)::int as count from (
      select coalesce((
        select (c ->> 'probability')::float8 from jsonb_array_elements(d.decision -> 'candidates') c
        where c ->> 'resolution_id' = l.resolution_id limit 1), 0) as share
      from (
        select resolution_id, conversation_id from lessons
        where source = 'human-reply' and kind in (${sql.join(DRAWN)}) and status in ('open', 'approved') and conversation_id is not null
        order by at desc, id desc limit ${LABELS_READ}
      ) l
      join lateral (
        select decision from decisions where conversation_id = l.conversation_id order by at limit 1
      ) d on true
    ) shares
  `.execute(tx);
  return rows[0] ?? { sum: 0, count: 0 };
}

/** Lessons since then by the name of who taught them. */
export async function lessonsByAuthor(tx: Tx, since: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('lessons')
    .select(['author', (eb) => eb.fn.countAll<number>().as('n')])
    .where('at', '>=', since)
    .where('kind', 'in', DRAWN)
    .where('author', 'is not', null)
    .groupBy('author')
    .execute();
  return new Map(rows.map(({ author, n }) => [author ?? '', n]));
}
