/**
 * How soon waiting conversations should be taken. What is kept is without the wait, which goes on: it is added where
 * somebody looks, by the same formula as in the engine (`watch/priority.ts`).
 */
import {
  type Choice,
  MOST_WAIT,
  PRIORITY_INTERCEPT,
  PRIORITY_LEVELS,
  type PriorityWeights,
  STATED_WEIGHTS,
  WAIT_TARGET_MS,
} from '@understudy/engine';
import { type Selectable, sql } from 'kysely';
import { type ConversationRow, conversationRows } from './conversations.ts';
import { cutPage, type Page, type PageRequest } from './pages.ts';
import { json, type PriorityTable, type PriorityWeightTable, type Tx } from './tables.ts';

export type PriorityRow = Omit<Selectable<PriorityTable>, 'workspace_id'>;
export type LearnedWeights = Omit<Selectable<PriorityWeightTable>, 'workspace_id'>;
export type PriorityLevel = 'urgent' | 'soon' | 'normal';

/** Choices that the weights are learned from: the newest. */
const MOST_CHOICES = 500;
const LEVELS: readonly PriorityLevel[] = ['normal', 'soon', 'urgent'];

export async function putPriority(tx: Tx, { parts, ...row }: PriorityRow): Promise<void> {
  const { conversation_id: _, ...rest } = row;
  const fresh = { ...rest, parts: json(parts) };
  await tx
    .insertInto('priorities')
    .values({ ...row, ...fresh })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id']).doUpdateSet(fresh))
    .execute();
}

export async function getPriority(tx: Tx, conversation_id: string): Promise<PriorityRow | undefined> {
  return tx
    .selectFrom('priorities')
    .select(['conversation_id', 'parts', 'odds', 'at'])
    .where('conversation_id', '=', conversation_id)
    .executeTakeFirst();
}

export interface WaitingPriority extends PriorityRow {
  readonly waiting_since: Date;
}

/** Those that waited already then, the longest first. */
export async function waitingPriorities(
  tx: Tx,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<WaitingPriority[]> {
  const { rows } = await sql<WaitingPriority>`
    select p.conversation_id, p.parts, p.odds, p.at, c.waiting_since
    from priorities p join conversations c on c.id = p.conversation_id
    where c.status = 'waiting' and c.waiting_since <= ${at} order by c.waiting_since, c.id limit ${limit}
  `.execute(tx);
  return rows;
}

/** Once: a job that runs twice adds nothing. */
export async function insertChoice(
  tx: Tx,
  { taken, passed, ...key }: Choice & { readonly conversation_id: string; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('priority_choices')
    .values({ ...key, taken: json(taken), passed: json(passed) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function newestChoices(tx: Tx): Promise<Choice[]> {
  return tx
    .selectFrom('priority_choices')
    .select(['taken', 'passed'])
    .orderBy('at', 'desc')
    .orderBy('conversation_id')
    .limit(MOST_CHOICES)
    .execute();
}

export async function putWeights(tx: Tx, { weights, choices, at }: LearnedWeights): Promise<void> {
  const row = { weights: json(weights), choices, at };
  await tx
    .insertInto('priority_weights')
    .values(row)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(row))
    .execute();
}

/** Those that are stated, where nobody has chosen yet. */
export async function getWeights(tx: Tx): Promise<{ weights: PriorityWeights; choices: number }> {
  const row = await tx.selectFrom('priority_weights').select(['weights', 'choices']).executeTakeFirst();
  return row ?? { weights: STATED_WEIGHTS, choices: 0 };
}

/** Where an account stands among all by what it pays, from 0 to 1; null where nothing tells. */
export async function accountStanding(
  tx: Tx,
  { account_id, facts }: { readonly account_id: string; readonly facts: readonly string[] },
): Promise<number | null> {
  for (const fact of facts) {
    const value = sql`(facts #>> array[${fact}, 'value'])::float8`;
    const { rows } = await sql<{ standing: number | null }>`
      with told as (
        select account_id, ${value} as value from accounts
        where jsonb_typeof(facts #> array[${fact}, 'value']) = 'number'
      )
      select avg((t.value < own.value)::int)::float8 as standing from told t, told own
      where own.account_id = ${account_id} and t.account_id <> own.account_id
    `.execute(tx);
    const standing = rows[0]?.standing ?? null;
    if (standing !== null) return standing;
  }
  return null;
}

/** 0 to 2, of a row of `conversations as c`. */
function levelAt(now: Date) {
  const wait = sql`least(${MOST_WAIT}::float8, greatest(0,
    extract(epoch from ${now}::timestamptz - c.waiting_since) * 1000 / ${WAIT_TARGET_MS}::float8))`;
  const weight = sql`coalesce((select (weights ->> 'wait')::float8 from priority_weights), ${STATED_WEIGHTS.wait}::float8)`;
  const odds = sql`coalesce((select p.odds from priorities p where p.conversation_id = c.id),
    ${PRIORITY_INTERCEPT}::float8) + ${weight} * ${wait}`;
  const from = (score: number) => sql.lit(Math.log(score / (1 - score)));
  return sql<number>`case when ${odds} >= ${from(PRIORITY_LEVELS.urgent)} then 2
    when ${odds} >= ${from(PRIORITY_LEVELS.soon)} then 1 else 0 end`;
}

/** Of those among these that wait. */
export async function priorityLevels(
  tx: Tx,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<ReadonlyMap<string, PriorityLevel>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; level: number }>`
    select c.id, ${levelAt(now)} as level from conversations c
    where c.status = 'waiting' and c.id in (select jsonb_array_elements_text(${json(ids)}))
  `.execute(tx);
  return new Map(rows.map(({ id, level }) => [id, LEVELS[level]]));
}

/** The most urgent first, within a level the longest wait. Pages of one listing see levels as they were at its beginning. */
export async function listWaiting(
  tx: Tx,
  query: PageRequest & { readonly q?: string | undefined; readonly now: Date },
): Promise<Page<ConversationRow>> {
  const after = readCursor(query.cursor);
  const now = after?.now ?? query.now;
  const level = levelAt(now);
  const rows = await conversationRows(tx, query.q)
    .select(level.as('level'))
    .where('c.status', '=', 'waiting')
    .$if(after !== null, (all) =>
      all.where(
        sql<boolean>`(-(${level}), c.waiting_since, c.id) > (${-(after?.level ?? 0)}::int, ${after?.since}::timestamptz, ${after?.id})`,
      ),
    )
    .orderBy(level, 'desc')
    .orderBy('c.waiting_since')
    .orderBy('c.id')
    .limit(query.limit + 1)
    .execute();
  return cutPage(rows, query.limit, (last) => {
    const place = `${now.getTime()} ${last.level} ${last.waiting_since?.getTime() ?? 0} ${last.id}`;
    return Buffer.from(place).toString('base64url');
  });
}

function readCursor(cursor: string | undefined) {
  const match = /^(\d{1,14}) ([012]) (\d{1,14}) ([^\s\0]{1,100})$/.exec(
    Buffer.from(cursor ?? '', 'base64url').toString(),
  );
  if (match === null) return null;
  const [, now, level, since, id] = match;
  return { now: new Date(Number(now)), level: Number(level), since: new Date(Number(since)), id };
}
