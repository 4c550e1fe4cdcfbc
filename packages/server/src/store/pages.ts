/**
 * Keyset pagination: a cursor names the last row of a page by its time and id, so that rows that arrive between
 * two pages neither repeat nor hide others. Cursors are opaque to clients; one that was not made here starts over: also one
 * that names what no database reads, such as the year 30000 or a character U+0000.
 */
import { type SelectQueryBuilder, sql } from 'kysely';

export const MAX_PAGE = 100;

export interface Cursor {
  readonly at: Date;
  readonly id: string;
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

export function decodeCursor(cursor: string | undefined): Cursor | null {
  if (cursor === undefined) return null;
  const match = /^(\d{1,14}) ([^\s\0]{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}

/** A page of rows, the newest first; `by` names the columns of their time and id. */
export async function newestFirst<DB, TB extends keyof DB, O extends { readonly id: string }>(
  select: SelectQueryBuilder<DB, TB, O>,
  query: PageRequest,
  by: { readonly at: string; readonly id: string; readonly timeOf: (row: O) => Date },
): Promise<Page<O>> {
  const after = decodeCursor(query.cursor);
  const [at, id] = [sql.ref(by.at), sql.ref(by.id)];
  const rows = await select
    .$if(after !== null, (all) => all.where(sql<boolean>`(${at}, ${id}) < (${after?.at}, ${after?.id})`))
    .orderBy(at, 'desc')
    .orderBy(id, 'desc')
    .limit(query.limit + 1)
    .execute();
  return toPage(rows as O[], query.limit, (row) => ({ at: by.timeOf(row), id: row.id }));
}

/** Cuts `limit + 1` fetched rows down to a page. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => Cursor): Page<T> {
  return cutPage(rows, limit, (row) => encodeCursor(keyOf(row)));
}

/** The same for rows that are in another order than that of their times. */
export function cutPage<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last ? cursorOf(last) : null };
}
