/** What is known around questions, between rows and the wire. */
import type * as wire from '@understudy/contract';
import { unusedWhy } from './fact-fields.ts';
import type * as rows from './store/index.ts';

const MOST_EXAMPLES = 5;

export function toWireFactField(row: rows.FactFieldRow): wire.FactField {
  const unused_why = unusedWhy(row);
  return {
    name: row.name,
    type: row.type,
    accounts: row.accounts,
    examples: row.values.slice(0, MOST_EXAMPLES),
    is_used: unused_why === null,
    unused_why,
    first_seen: row.first_seen.toISOString(),
    last_seen: row.last_seen.toISOString(),
  };
}

export function toWireRelease({ name, at, notes }: rows.ReleaseRow): wire.Release {
  return { name, at: at.toISOString(), notes };
}

export function toWireAccount(
  account_id: string,
  account: rows.AccountRow | undefined,
  events: readonly rows.AccountEventRow[],
): wire.AccountView | null {
  const facts = Object.entries(account?.facts ?? {})
    .flatMap(([name, { value, at }]) => (value === null ? [] : [{ name, value, at }]))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (facts.length === 0 && events.length === 0) return null;
  return { id: account_id, facts, events: events.map(({ name, at }) => ({ name, at: at.toISOString() })) };
}

export function toWirePage(row: rows.PageContextRow): wire.Conversation['pages'][number] {
  const { message_id, page, at } = row;
  const told = page && {
    ...page,
    query: { ...page.query },
    events: page.events.map((event) => ({ ...event })),
  };
  return { message_id, page: told, at: at.toISOString() };
}
