/** What speaks for taking a resolution out of use, as rows tell it. */
import { sql } from 'kysely';
import type { Tx } from './tables.ts';

/** What each ground needs; times in days. */
export interface GroundLimits {
  readonly drafts: number;
  readonly drafts_days: number;
  /** Share of a draft that was changed, and share of the drafts that were changed so much. */
  readonly changed: number;
  readonly share: number;
  readonly unused_days: number;
  /** Decisions in that time, without which silence says nothing. */
  readonly decisions: number;
}

export interface Ground {
  readonly resolution_id: string;
  readonly title: string;
  readonly ground: 'contradicted' | 'rewritten' | 'unused';
  /** Title of the newer answer; the counts. */
  readonly other: string | null;
  readonly count: number | null;
  readonly of: number | null;
  /** Of the lesson that would say so. */
  readonly source_key: string;
}

/** Of resolutions in use, each once, by its strongest ground; without those of which a lesson said so already. */
export async function retirementGrounds(
  tx: Tx,
  { at, limits, limit }: { readonly at: Date; readonly limits: GroundLimits; readonly limit: number },
): Promise<Ground[]> {
  const { rows } = await sql<Ground>`
    with used as (select * from resolutions where retired_at is null),
    contradicted as (
      select distinct on (r.id) r.id, l.title as other from lessons l
      cross join jsonb_array_elements(l.findings) as f
      cross join jsonb_array_elements_text(f -> 'evidence') as contrary
      join used r on r.id = contrary
      join used newer on newer.id = l.resolution_id and newer.created_at > r.created_at
      where l.status = 'approved' and l.reviewed_at is not null and l.proposal is null
        and f ->> 'check' = 'contradiction' and f ->> 'verdict' <> 'pass' and l.resolution_id <> r.id
      order by r.id, l.reviewed_at desc
    ),
    drafts as (
      select d.resolution_id as id, count(*)::int as n,
        (count(*) filter (where d.draft_state = 'edited'
          and (o.detail ->> 'edit_distance')::float8 >= ${limits.changed}))::int as rewritten
      from decisions d join used r on r.id = d.resolution_id
      left join outcomes o on o.conversation_id = d.conversation_id and o.decision_id = d.id and o.kind = 'draft-edited'
      where d.draft_state in ('accepted', 'edited') and d.at >= ${at}::timestamptz - make_interval(days => ${limits.drafts_days})
        and d.at >= (select max(v.at) from resolution_versions v where v.resolution_id = r.id)
      group by d.resolution_id
    ),
    recent as (
      select resolution_id, at from decisions
      where at >= ${at}::timestamptz - make_interval(days => ${limits.unused_days})
    ),
    unused as (
      select r.id from used r
      where r.updated_at < ${at}::timestamptz - make_interval(days => ${limits.unused_days})
        and (select count(*) from recent) >= ${limits.decisions}
        and not exists (select from recent d where d.resolution_id = r.id)
        and not exists (select from exemplars e where e.resolution_id = r.id
          and e.at >= ${at}::timestamptz - make_interval(days => ${limits.unused_days}))
    ),
    grounds as (
      select 1 as place, id as resolution_id, 'contradicted' as ground, other, null::int as count, null::int as of
        from contradicted
      union all
      select 2, id, 'rewritten', null, rewritten, n from drafts
        where n >= ${limits.drafts} and rewritten >= ${limits.share}::float8 * n
      union all
      select 3, id, 'unused', null, null, null from unused
    ),
    strongest as (
      select distinct on (resolution_id) *, 'retirement ' || ground || ' ' || resolution_id as source_key
      from grounds order by resolution_id, place
    )
    select g.*, r.title from strongest g join used r on r.id = g.resolution_id
    where not exists (select from lessons l where l.source_key = g.source_key)
    order by g.resolution_id limit ${limit}
  `.execute(tx);
  return rows;
}
