/**
 * What each measure counts, in SQL over the rows of a conversation, and the one statement that counts. `docs/figures.md`
 * says the same in words.
 *
 * A conversation is counted from its rows alone, so counting it again gives the same row; the counts a day follow by a
 * trigger. Imported tickets are not counted: nobody asked the AI agent. Cost: half a millisecond a conversation.
 */
import type { HandOffReason, Measure } from '@understudy/contract';
import { NOVELTY_LEVEL } from '@understudy/engine';
import { type RawBuilder, sql } from 'kysely';
import { json, type Tx } from './tables.ts';

/** A column of `facts` below, or a condition on some. */
type Condition = RawBuilder<boolean>;
const when = (condition: string): Condition => sql.raw(condition);

/** Silence counts as resolved, by assumption only, after so long; and holds after so long. */
const ASSUMED_AFTER = sql.raw(`interval '72 hours'`);
const DURABLE_AFTER = sql.raw(`interval '7 days'`);

/** Codes of a decision's reasons; the first row that fits says why it was handed over. */
const REASONS: readonly (readonly [HandOffReason, readonly string[]])[] = [
  ['asked-for-person', ['wants-human']],
  ['high-stakes', ['high-stakes', 'stakes-too-high']],
  ['dissatisfied', ['angry', 'answers-failed', 'repeats-itself']],
  [
    'held',
    ['autonomy-off', 'topic-held', 'vetoed', 'refused', 'unsupported-reply', 'held-out', 'language-mismatch'],
  ],
  ['unknown', ['no-candidate', 'novel']],
  ['not-certified', ['not-certified', 'stage-too-low']],
];
/** Whatever is left: below a bar, ambiguous, a condition that nobody knows of. */
const OTHERWISE: HandOffReason = 'unsure';

const reason = sql<string>`case
  when handed.decision_id is null and seen.not_solved_first_at <= handed.at then 'dissatisfied'
  when handed.decision_id is null then 'asked-for-person'
  ${sql.join(
    REASONS.map(([name, codes]) => sql`when handed.codes ?| array[${sql.join(codes)}] then ${sql.lit(name)}`),
    sql` `,
  )}
  else ${sql.lit(OTHERWISE)} end`;

const MEASURES: Readonly<Record<Measure, Condition>> = {
  conversations: when('true'),
  'answered-alone': when('alone'),
  confirmed: when('is_confirmed'),
  assumed: when('is_assumed'),
  undecided: when('stays and not is_confirmed and not is_assumed'),
  durable: sql<boolean>`(is_confirmed or is_assumed) and not came_again and quiet_since + ${DURABLE_AFTER} <= now_at`,
  reopened: when('reopened'),
  'came-again': when('came_again'),
  'handed-off': when('handed_off'),
  'handed-off:asked-for-person': when(`handed_off and reason = 'asked-for-person'`),
  'handed-off:high-stakes': when(`handed_off and reason = 'high-stakes'`),
  'handed-off:dissatisfied': when(`handed_off and reason = 'dissatisfied'`),
  'handed-off:unknown': when(`handed_off and reason = 'unknown'`),
  'handed-off:unsure': when(`handed_off and reason = 'unsure'`),
  'handed-off:not-certified': when(`handed_off and reason = 'not-certified'`),
  'handed-off:held': when(`handed_off and reason = 'held'`),
  drafted: when('drafted'),
  'assisted-as-is': when('used_as_is'),
  'assisted-edited': when('used_edited and not used_as_is'),
  'draft-discarded': when('drafted and not draft_open and not used_as_is and not used_edited'),
  'by-people': when('by_people and not used_as_is and not used_edited'),
  'audited-right': when('audited_right and not audited_wrong'),
  'audited-wrong': when('audited_wrong'),
  'twin-answered': when('twin_answered'),
  novel: sql<boolean>`novelty_p < ${sql.lit(NOVELTY_LEVEL)}`,
};

const measures = sql`array_remove(array[${sql.join(
  Object.entries(MEASURES).map(([name, condition]) => sql`case when ${condition} then ${sql.lit(name)} end`),
)}], null)`;

const token = (key: string) => sql`(
  select substr(t, ${sql.lit(key.length + 2)}) from jsonb_array_elements_text(first.question -> 'context') t
  where starts_with(t, ${sql.lit(`${key}:`)}) order by t limit 1)`;

/** Of the twin, as `twin_parts` reads it. Judged: of both it is known whether the first candidate was right. */
const twin = sql`case when t.decision_id is not null then array_remove(array[
  case when t.answered then 'answered' end, case when t.twin_answered then 'twin-answered' end,
  case when t.was_right is not null and t.twin_was_right is not null then 'judged' end,
  case when t.was_right and t.twin_was_right is not null then 'right' end,
  case when t.twin_was_right and t.was_right is not null then 'twin-right' end], null) end`;

/** Found first, so that what is looked up below is looked up for these alone. */
const asked = (ids: readonly string[]) => sql`
  select id, customer_id, created_at from conversations
  where id = any(array(select jsonb_array_elements_text(${json(ids)}))) and channel <> 'import'`;

/** What is seen of each conversation. `alone`: the AI agent sent an answer of its own. */
const facts = (now: Date) => sql`
  select c.id as conversation_id, (c.created_at at time zone 'UTC')::date as day, c.created_at as opened_at,
    ${now}::timestamptz as now_at,
    first.id as decision_id, first.resolution_id, first.confidence,
    case when u.verified_at is not null and u.account_id is not null then u.account_id else u.id end as account,
    coalesce(first.question -> 'context', '[]') as tokens,
    ${token('plan')} as plan, ${token('page')} as route, ${token('release')} as release,
    first.question ->> 'language' as language, first.decision ->> 'stakes' as stakes,
    (first.decision ->> 'novelty_p')::float8 as novelty_p,
    answered.at is not null as alone, ${reason} as reason, handed.at is not null as handed_off,
    said.has_person or drafts.whispered as by_people,
    drafts.drafted, drafts.draft_open, drafts.used_as_is, drafts.used_edited,
    audit.audited_right, audit.audited_wrong, seen.confirmed_at, answered.at as answered_at,
    last.action is not distinct from 'answer' as ends_with_answer,
    coalesce(seen.against_at >= answered.at, false) or audit.audited_wrong as is_against,
    greatest(answered.at, said.customer_at, seen.confirmed_at) as quiet_since,
    exists (
      select from outbox o where o.id in (select 'seen.' || each || '.came-again' from unnest(answered.ids) each)
    ) as came_again,
    exists (
      select from outcomes o where o.conversation_id = c.id and o.kind = 'reopened' and o.at > answered.first_at
        and greatest(last.at, seen.not_solved_at, handed.last_at, said.person_at) >= o.at
    ) as reopened,
    coalesce(t.twin_answered, false) as twin_answered, ${twin} as twin,
    said.handle_ms, said.first_reply_ms
  from asked c
  join customers u on u.id = c.customer_id
  left join lateral (
    select d.* from decisions d where d.conversation_id = c.id order by d.at, d.id limit 1
  ) first on true
  left join twin_decisions t on t.decision_id = first.id
  left join lateral (
    select d.action, d.at from decisions d where d.conversation_id = c.id and d.state <> 'superseded' and not d.steered
    order by d.at desc, d.id desc limit 1
  ) last on true
  cross join lateral (
    select max(m.at) as at, min(m.at) as first_at, array_agg(d.id) as ids
    from messages m join decisions d on d.id = m.decision_id
    where m.conversation_id = c.id and m.author = 'ai' and m.kind = 'message' and d.action = 'answer'
      and not d.steered and d.resolution_id is not null
  ) answered
  cross join lateral (
    select max(at) filter (where author = 'customer') as customer_at,
      max(at) filter (where author = 'agent' and kind = 'message') as person_at,
      coalesce(bool_or(author = 'agent' and kind = 'message'), false) as has_person,
      (sum(least(gap_ms, 600000)) filter (where author = 'agent' and kind in ('message', 'note')))::bigint as handle_ms,
      (extract(epoch from min(at) filter (where author in ('ai', 'agent') and kind in ('message', 'clarify'))
        - min(at) filter (where author = 'customer')) * 1000)::bigint as first_reply_ms
    from (
      select m.author, m.kind, m.at,
        greatest(0, extract(epoch from m.at - lag(m.at) over (order by m.seq)) * 1000) as gap_ms
      from messages m where m.conversation_id = c.id
    ) m
  ) said
  cross join lateral (
    select max(o.at) filter (where o.kind = 'confirmed') as confirmed_at,
      min(o.at) filter (where o.kind = 'not-solved') as not_solved_first_at,
      max(o.at) filter (where o.kind = 'not-solved') as not_solved_at,
      max(o.at) filter (where o.kind in ('not-solved', 'thumb-down', 'marked-wrong')) as against_at
    from outcomes o where o.conversation_id = c.id
  ) seen
  left join lateral (
    select o.at, max(o.at) over () as last_at, m.decision_id,
      jsonb_path_query_array(d.decision, '$.reasons[*].code') as codes
    from outcomes o left join messages m on m.id = o.source_event left join decisions d on d.id = m.decision_id
    where o.conversation_id = c.id and o.kind = 'escalated' order by o.at, o.id limit 1
  ) handed on true
  cross join lateral (
    select coalesce(bool_or(d.draft_state is not null), false) as drafted,
      coalesce(bool_or(d.draft_state = 'open'), false) as draft_open,
      coalesce(bool_or(d.draft_state = 'accepted'), false) as used_as_is,
      coalesce(bool_or(d.draft_state = 'edited'), false) as used_edited,
      coalesce(bool_or(d.steered and d.state = 'sent'), false) as whispered
    from decisions d where d.conversation_id = c.id
  ) drafts
  cross join lateral (
    select coalesce(bool_or(a.verdict = 'right'), false) as audited_right,
      coalesce(bool_or(a.verdict in ('wrong', 'harmless')), false) as audited_wrong
    from decisions d join audits a on a.decision_id = d.id
    where d.conversation_id = c.id and a.settled_at is not null
  ) audit`;

/** Of those that stay with the AI agent: silence is never taken for what somebody said. */
const tiers = sql`
  select *, stays and coalesce(confirmed_at >= answered_at, false) as is_confirmed,
    stays and ends_with_answer and not is_against and not came_again
      and coalesce(confirmed_at < answered_at, true) and quiet_since + ${ASSUMED_AFTER} <= now_at as is_assumed
  from (select *, alone and not handed_off and not by_people as stays from facts) f`;

const dueAt = sql`case
  when is_confirmed or is_assumed then case when not came_again then quiet_since + ${DURABLE_AFTER} end
  when stays and ends_with_answer and not is_against and not came_again then quiet_since + ${ASSUMED_AFTER} end`;

const COLUMNS = [
  'conversation_id',
  'day',
  'opened_at',
  'topic_id',
  'resolution_id',
  'decision_id',
  'account',
  'tokens',
  'plan',
  'route',
  'release',
  'language',
  'stakes',
  'confidence',
  'novelty_p',
  'measures',
  'handle_ms',
  'first_reply_ms',
  'due_at',
  'twin',
] as const;
const columns = (prefix: string) => sql.join(COLUMNS.map((name) => sql.ref(`${prefix}${name}`)));

/** Counts these conversations as they stand. `topics`: of each conversation that has one, by its id. */
export async function countFigures(
  tx: Tx,
  { ids, topics, now }: { ids: readonly string[]; topics: ReadonlyMap<string, string>; now: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with asked as materialized (${asked(ids)}), facts as (${facts(now)}), tiers as (${tiers}), counted as (
      select *, ${json(Object.fromEntries(topics))} ->> conversation_id as topic_id, ${measures} as measures,
        nullif(greatest(${dueAt}, now_at), now_at) as due_at
      from tiers
    )
    insert into conversation_figures as f (${columns('')})
    select ${columns('counted.')} from counted order by conversation_id
    on conflict (workspace_id, conversation_id) do update set (${columns('')}) = (select ${columns('excluded.')})
      where (${columns('f.')}) is distinct from (${columns('excluded.')})
  `.execute(tx);
}
