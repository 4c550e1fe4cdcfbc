/** What lessons of the later kinds change of what is known: conditions, exemplars that move, and how rows follow the ledger. */
import { sql } from 'kysely';
import type { Lesson } from './lessons.ts';
import { json, type KnownChange, type Tx } from './tables.ts';
import { forgottenSeqs } from './taught-events.ts';

/** Lessons with a question that their resolution solved. */
export const DRAWN: readonly Lesson['kind'][] = ['new-resolution', 'new-exemplar', 'correction'];
/** Lessons on which a resolution rests: without any of them it is retired. */
export const TEACHING: readonly Lesson['kind'][] = [...DRAWN, 'merge', 'split'];

/** Lessons about what is known, rather than drawn from a question that a resolution solved. */
export const CHANGES: readonly Lesson['kind'][] = [
  'negative',
  'condition',
  'merge',
  'retirement',
  'split',
  'glossary',
];

const list = (values: readonly string[]) => sql`array(select jsonb_array_elements_text(${json(values)}))`;

/** Rows of resolutions get the conditions that the ledger, with what is promised to it, has set last. */
export async function followConditions(tx: Tx, resolutions: readonly string[]): Promise<void> {
  if (resolutions.length === 0) return;
  const { rows } = await sql<{ seq: number | null; resolution_id: string; conditions: readonly string[] }>`
    select * from (
      select seq, payload ->> 'resolution_id' as resolution_id, payload -> 'conditions' as conditions, '' as place
        from events where kind = 'conditions-set' and payload ? 'conditions'
      union all
      select null, event ->> 'resolution_id', event -> 'conditions', created_at::text || id
        from outbox, jsonb_array_elements(payload) as event
        where done_at is null and kind = 'apply-lesson' and event ->> 'kind' = 'conditions-set'
    ) told where resolution_id = any(${list(resolutions)}) order by seq nulls last, place
  `.execute(tx);
  const forgotten = await forgottenSeqs(tx);
  const last = new Map(resolutions.map((id): [string, readonly string[]] => [id, []]));
  for (const { seq, resolution_id, conditions } of rows)
    if (seq === null || !forgotten.has(seq)) last.set(resolution_id, conditions);
  const given = [...last].map(([id, conditions]) => ({ id, conditions }));
  await sql`
    update resolutions r set conditions = g.conditions
    from jsonb_to_recordset(${json(given)}) as g(id text, conditions jsonb) where r.id = g.id
  `.execute(tx);
}

/** Rows of exemplars go to the resolution under which the ledger, with what is promised to it, has them. */
export async function followExemplars(tx: Tx, exemplars: readonly string[]): Promise<void> {
  if (exemplars.length === 0) return;
  const { rows } = await sql<{ seq: number | null; exemplar_id: string; resolution_id: string }>`
    select * from (
      select seq, exemplar_id, resolution_id, '' as place from exemplar_events(${list(exemplars)})
      union all
      select null, event -> 'exemplar' ->> 'id', event -> 'exemplar' ->> 'resolution_id', created_at::text || id
        from outbox, jsonb_array_elements(payload) as event
        where done_at is null and kind = 'apply-lesson' and event ->> 'kind' = 'lesson-applied'
          and event -> 'exemplar' ->> 'id' = any(${list(exemplars)})
    ) told order by seq nulls last, place
  `.execute(tx);
  const forgotten = await forgottenSeqs(tx);
  const owners = new Map<string, string>();
  for (const { seq, exemplar_id, resolution_id } of rows)
    if (seq === null || !forgotten.has(seq)) owners.set(exemplar_id, resolution_id);
  const given = [...owners].map(([id, resolution_id]) => ({ id, resolution_id }));
  await sql`
    update exemplars e set resolution_id = g.resolution_id
    from jsonb_to_recordset(${json(given)}) as g(id text, resolution_id text) where e.id = g.id
  `.execute(tx);
}

export async function setChange(
  tx: Tx,
  { id, change }: { readonly id: string; readonly change: KnownChange | null },
): Promise<void> {
  await tx
    .updateTable('lessons')
    .set({ change: change && json(change) })
    .where('id', '=', id)
    .execute();
}

/** Those of a kind that stand and are about this resolution, or took it away (`change.from`); newest first. */
export async function standingChanges(
  tx: Tx,
  args: { readonly resolution_id: string; readonly kind: Lesson['kind'] },
): Promise<Lesson[]> {
  const { resolution_id, kind } = args;
  const about = kind === 'merge' || kind === 'split' ? sql`change ->> 'from'` : sql`resolution_id`;
  return tx
    .selectFrom('lessons')
    .selectAll()
    .where('kind', '=', kind)
    .where('status', 'in', ['open', 'approved'])
    .where('proposal', 'is', null)
    .where(sql<boolean>`${about} = ${resolution_id}`)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
}

export interface SeenToken {
  readonly token: string;
  readonly count: number;
}

/** What the contexts of its exemplars say, the most frequent first. */
export async function tokensSeen(tx: Tx, resolution_id: string, limit: number): Promise<SeenToken[]> {
  const { rows } = await sql<SeenToken>`
    select token, count(*)::int as count from exemplars, jsonb_array_elements_text(context) as token
    where resolution_id = ${resolution_id} group by token order by count(*) desc, token limit ${limit}
  `.execute(tx);
  return rows;
}

/** What belongs to a person who is erased, and moves with a merge or a split that waits or was taken back, moves no more. */
export async function emptyMoves(
  tx: Tx,
  { workspace_id, exemplars }: { readonly workspace_id: string; readonly exemplars: readonly string[] },
): Promise<number> {
  const theirs = sql`event -> 'exemplar' ->> 'id' = any(${list(exemplars)})`;
  const names = (column: string) => sql`exists (select from jsonb_array_elements_text(${json(exemplars)}) t
    where strpos(${sql.ref(column)}::text, t) > 0)`;
  const { numAffectedRows } = await sql`
    update lessons set before_review = null, proposal = case when proposal is null then null
      else jsonb_build_object('events', coalesce((
        select jsonb_agg(event order by place)
        from jsonb_array_elements(proposal -> 'events') with ordinality as t(event, place)
        where ${theirs} is not true), '[]')) end
    where workspace_id = ${workspace_id} and kind in ('merge', 'split')
      and (${names('proposal')} or ${names('before_review')})
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
