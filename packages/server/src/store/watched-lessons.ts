/** Lessons in force, with what became of them: what the table of stages is asked about. */
import { sql } from 'kysely';
import type { Lesson } from './lessons.ts';
import { json, type StakesName, type Tx } from './tables.ts';

export interface WatchedLesson
  extends Pick<Lesson, 'id' | 'stage' | 'stage_why' | 'resolution_id' | 'at' | 'reviewed_at' | 'findings'> {
  readonly stakes: StakesName;
  /** Settled audits that found an answer wrong for which its own example spoke loudest. */
  readonly bad_audits: number;
  /** Shares of the resolution's drafts that were changed, since its text came; the newest. */
  readonly edits: readonly number[];
  /** Drafts of the resolution that were sent to another customer, or answers that one confirmed. */
  readonly good_uses: number;
}

const EDITS_READ = 20;

/**
 * Those whose resolution was decided on since then, in the order of their ids: a page, after the
 * last one of the page before. Each costs some reads by an index.
 */
export async function watchedLessons(
  tx: Tx,
  args: { readonly since: Date; readonly after: string; readonly limit: number },
): Promise<WatchedLesson[]> {
  const { rows } = await sql<WatchedLesson>`
    with stood as (
      select l.*, r.stakes, (select max(v.at) from resolution_versions v where v.resolution_id = r.id) as text_at
      from lessons l join resolutions r on r.id = l.resolution_id
      where l.status in ('open', 'approved') and l.proposal is null and l.stage in ('suggest', 'auto')
        and r.retired_at is null and l.id > ${args.after}
    )
    select s.id, s.stage, s.stage_why, s.resolution_id, s.at, s.reviewed_at, s.findings, s.stakes,
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
    where exists (select from decisions d where d.resolution_id = s.resolution_id and d.at >= ${args.since})
    order by s.id limit ${args.limit}
  `.execute(tx);
  return rows;
}

/** Ids of all lessons in force that teach these resolutions. */
export async function lessonsInForce(tx: Tx, resolutions: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from lessons
    where resolution_id in (select jsonb_array_elements_text(${json(resolutions)}))
      and proposal is null and status in ('open', 'approved')
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
