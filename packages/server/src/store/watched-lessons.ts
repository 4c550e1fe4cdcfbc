/** Lessons in force, with what became of them: what the table of stages is asked about. */
import { sql } from 'kysely';
import { TEACHING } from './known-changes.ts';
import type { Lesson } from './lessons.ts';
import { json, type StakesName, type Tx } from './tables.ts';

export interface WatchedLesson
  extends Pick<Lesson, 'id' | 'kind' | 'stage' | 'stage_why' | 'at' | 'reviewed_at' | 'findings'> {
  readonly resolution_id: string;
  readonly stakes: StakesName;
  /** These three since a person last approved it. */
  readonly source_changed: boolean;
  readonly expired: boolean;
  readonly author_suspended: boolean;
  /** The answer has the text that this lesson brought. */
  readonly gave_text: boolean;
  /** Settled audits that found an answer wrong for which its own example spoke loudest. */
  readonly bad_audits: number;
  /** Shares of the resolution's drafts that were changed, since its text came; the newest. */
  readonly edits: readonly number[];
  /** Drafts of the resolution that were sent to another customer, or answers that one confirmed. */
  readonly good_uses: number;
}

const EDITS_READ = 20;

/**
 * Those whose resolution was decided on since then, or whose source is in doubt, in the order of their ids: a page, after the
 * last one of the page before. Each costs some reads by an index.
 */
export async function watchedLessons(
  tx: Tx,
  args: { readonly since: Date; readonly now: Date; readonly after: string; readonly limit: number },
): Promise<WatchedLesson[]> {
  const { rows } = await sql<WatchedLesson>`
    with stood as (
      select l.*, r.stakes, (select max(v.at) from resolution_versions v where v.resolution_id = r.id) as text_at,
        coalesce(l.source_changed_at > coalesce(l.reviewed_at, '-infinity'), false) as source_changed,
        coalesce(r.valid_until < ${args.now} and r.valid_until > coalesce(l.reviewed_at, '-infinity'), false) as expired,
        exists (select from members m where m.name = l.author and m.holds_lessons
          and not exists (select from members n where n.name = m.name and n.suspended_at is null)
          and m.suspended_at > coalesce(l.reviewed_at, '-infinity')) as author_suspended,
        l.kind <> 'new-exemplar' and (select v.author from resolution_versions v where v.resolution_id = r.id
          order by v.version desc limit 1) is not distinct from l.author as gave_text
      from lessons l join resolutions r on r.id = l.resolution_id
      where l.status in ('open', 'approved') and l.kind in (${sql.join(TEACHING)}) and l.proposal is null and l.stage in ('suggest', 'auto')
        and r.retired_at is null and l.id > ${args.after}
    )
    select s.id, s.kind, s.stage, s.stage_why, s.resolution_id, s.at, s.reviewed_at, s.findings, s.stakes,
      s.source_changed, s.expired, s.author_suspended, s.gave_text,
      (select count(*)::int from decisions d join audits a on a.decision_id = d.id
        where d.resolution_id = s.resolution_id and d.at >= s.at and a.verdict = 'wrong' and a.settled_at is not null
        and d.decision -> 'candidates' -> 0 ->> 'exemplar_id' = s.exemplar_id) as bad_audits,
      array(select (o.detail ->> 'edit_distance')::float8 from decisions d
        join outcomes o on o.conversation_id = d.conversation_id and o.decision_id = d.id
        where d.resolution_id = s.resolution_id and d.at >= greatest(s.at, s.text_at)
        and o.kind in ('draft-accepted', 'draft-edited') and o.detail ? 'edit_distance'
        order by o.at desc limit ${EDITS_READ}) as edits,
      (select count(*)::int from decisions d join conversations c on c.id = d.conversation_id
        where d.resolution_id = s.resolution_id and d.at >= s.at
        and (d.draft_state = 'accepted' or exists (select from outcomes o
          where o.conversation_id = d.conversation_id and o.decision_id = d.id and o.kind = 'confirmed'))
        and c.customer_id is distinct from
          (select customer_id from conversations own where own.id = s.conversation_id)) as good_uses
    from stood s
    where s.source_changed or s.expired or s.author_suspended
      or exists (select from decisions d where d.resolution_id = s.resolution_id and d.at >= ${args.since})
    order by s.id limit ${args.limit}
  `.execute(tx);
  return rows;
}

/** Ids of all lessons in force that teach these resolutions, or what was merged into them. */
export async function lessonsInForce(tx: Tx, resolutions: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive answer(id) as (
      select jsonb_array_elements_text(${json(resolutions)})
      union
      select m.change ->> 'from' from lessons m join answer on m.resolution_id = answer.id
        where m.kind = 'merge' and m.proposal is null and m.status in ('open', 'approved')
    )
    select id from lessons
    where resolution_id in (select id from answer)
      and proposal is null and status in ('open', 'approved') and kind in (${sql.join(TEACHING)})
  `.execute(tx);
  return rows.map(({ id }) => id);
}

export async function setStageWhy(
  tx: Tx,
  args: { readonly ids: readonly string[]; readonly stage: Lesson['stage']; readonly why: string },
): Promise<void> {
  if (args.ids.length === 0) return;
  await tx
    .updateTable('lessons')
    .set({ stage: args.stage, stage_why: args.why })
    .where('id', 'in', args.ids)
    .execute();
}

/**
 * What was quarantined for this reason because of this author, oldest first: their own lessons, and those of others that
 * teach an answer whose text is theirs, or what was merged into it. At most 10,000.
 */
export async function lessonsHeldFor(
  tx: Tx,
  { author, why }: { readonly author: string; readonly why: string },
): Promise<Lesson[]> {
  return tx
    .selectFrom('lessons as l')
    .selectAll('l')
    .where('l.status', '=', 'quarantined')
    .where('l.stage_why', '=', why)
    .where((eb) =>
      eb.or([
        eb('l.author', '=', author),
        sql<boolean>`l.resolution_id in (
          with recursive answer(id) as (
            select resolution_id from lessons
              where author = ${author} and kind <> 'new-exemplar' and status = 'quarantined'
            union
            select m.change ->> 'from' from lessons m join answer on m.resolution_id = answer.id
              where m.kind = 'merge' and m.status = 'quarantined'
          ) select id from answer)`,
      ]),
    )
    .orderBy('l.at')
    .orderBy('l.id')
    .limit(10_000)
    .forUpdate('l')
    .execute();
}
