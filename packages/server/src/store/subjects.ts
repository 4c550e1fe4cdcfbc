/** Who is meant by an erasure, and what is theirs. As the owner or as the app role: each statement names the workspace. */
import { sql } from 'kysely';
import { VERIFIED_PREFIX } from './customers.ts';
import { json, type Tx } from './tables.ts';

// A subquery is hashed; an array would be gone through once for each row.
const inside = (values: readonly string[]) => sql`(select jsonb_array_elements_text(${json(values)}))`;

/** All that belongs to the person. */
export interface Subject {
  readonly workspace_id: string;
  readonly customers: readonly string[];
  readonly conversations: readonly string[];
  readonly exemplars: readonly string[];
  readonly lessons: readonly string[];
  readonly questions: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string | null;
  readonly email: string | null;
}

/**
 * By our id, by the host's, or by e-mail; held until the transaction ends, so that nothing new comes in meanwhile. Who has no
 * e-mail is meant by the address that they want replies at, too: nobody has proved it, so it is theirs only where it is named.
 */
export async function findPeople(tx: Tx, workspace_id: string, person: string): Promise<Person[]> {
  const { rows } = await sql<Person>`
    with reached as (
      select v.customer_id from reply_addresses a
      join conversations v on v.workspace_id = a.workspace_id and v.id = a.conversation_id
      where a.workspace_id = ${workspace_id} and lower(a.address) = lower(${person})
    )
    select id, external_id, name,
      coalesce(email, case when id in (select customer_id from reached) then ${person} end) as email
    from customers where workspace_id = ${workspace_id}
      and (id = ${person} or external_id in (${person}, ${`${VERIFIED_PREFIX}${person}`})
        or lower(email) = lower(${person}) or email is null and id in (select customer_id from reached))
    for update of customers
  `.execute(tx);
  return rows;
}

/** Accounts that are theirs alone: nobody else here asks from them. */
export async function ownAccounts(tx: Tx, { customers }: Pick<Subject, 'customers'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.account_id as id from customers c where c.id in ${inside(customers)} and c.account_id is not null
      and not exists (select from customers o where o.account_id = c.account_id and not o.id in ${inside(customers)})
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** By our ids. */
export async function getPeople(
  tx: Tx,
  workspace_id: string,
  customers: readonly string[],
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select id, external_id, name, email from customers
    where workspace_id = ${workspace_id} and id in ${inside(customers)}
  `.execute(tx);
  return rows;
}

export async function findSubject(
  tx: Tx,
  workspace_id: string,
  customers: readonly string[],
): Promise<Subject> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations where workspace_id = ${workspace_id} and customer_id in ${inside(customers)}
  `.execute(tx);
  return subjectOf(tx, { workspace_id, customers, conversations: rows.map((row) => row.id) });
}

/** All that belongs to these conversations; the customers go too. */
export async function subjectOf(
  tx: Tx,
  { workspace_id, customers, conversations }: Pick<Subject, 'workspace_id' | 'customers' | 'conversations'>,
): Promise<Subject> {
  const ids = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(tx)).rows.map((row) => row.id);
  const messages = await ids(sql`
    select id from messages where workspace_id = ${workspace_id} and conversation_id in ${inside(conversations)}`);
  const lessons = await ids(sql`
    select id from lessons where workspace_id = ${workspace_id} and conversation_id in ${inside(conversations)}`);
  const { rows } = await sql<{ id: string; question_id: string }>`
    select id, question_id from exemplars where workspace_id = ${workspace_id}
      and (conversation_id in ${inside(conversations)} or question_id in ${inside(messages)})
    union
    select event -> 'exemplar' ->> 'id', event -> 'exemplar' -> 'question' ->> 'id'
      from lessons, jsonb_array_elements(proposal -> 'events') as event
      where workspace_id = ${workspace_id} and id in ${inside(lessons)} and event ->> 'kind' = 'lesson-applied'
    union
    select exemplar_id, coalesce(exemplar_id, '') from lessons
      where workspace_id = ${workspace_id} and id in ${inside(lessons)} and exemplar_id is not null
  `.execute(tx);
  const exemplars = [...new Set(rows.map((row) => row.id))];
  const questions = [...new Set([...messages, ...rows.map((row) => row.question_id)])];
  return { workspace_id, customers, conversations, exemplars, lessons, questions };
}

/** What the person wrote, longest first, as it came and as it was kept; what others wrote too is not theirs alone. */
export async function wordsOf(tx: Tx, subject: Subject): Promise<string[]> {
  const { workspace_id, conversations, exemplars } = subject;
  const { rows } = await sql<{ text: string }>`
    select distinct text from (
      select text from messages where workspace_id = ${workspace_id} and author = 'customer'
        and conversation_id in ${inside(conversations)}
      union all
      select question_text from exemplars where workspace_id = ${workspace_id} and id in ${inside(exemplars)}
    ) own where not exists (
      select from messages m where m.workspace_id = ${workspace_id} and m.text = own.text
        and m.author = 'customer' and not m.conversation_id in ${inside(conversations)}
    )
  `.execute(tx);
  return rows.map((row) => row.text).toSorted((a, b) => b.length - a.length);
}

/** Whether somebody else here bears this name: then it is no trace of the person. */
export async function isSharedName(tx: Tx, subject: Subject, name: string): Promise<boolean> {
  const { workspace_id, customers } = subject;
  const { rows } = await sql`
    select from customers where workspace_id = ${workspace_id} and lower(name) = lower(${name})
      and not id in ${inside(customers)}
    union all select from members where workspace_id = ${workspace_id} and lower(name) = lower(${name})
  `.execute(tx);
  return rows.length > 0;
}
