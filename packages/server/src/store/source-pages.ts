/** Pages that lessons were drawn from: which text of each is in force. */
import { sql } from 'kysely';
import { json, type Tx } from './tables.ts';

interface PageText {
  readonly id: string;
  readonly hash: string;
}

const given = (pages: readonly PageText[]) =>
  sql`jsonb_to_recordset(${json(pages.map(({ id, hash }) => ({ id, hash })))}) as p(id text, hash text)`;

/** Pages of which something was drawn, and nothing of this text is in force. */
export async function findChangedPages(tx: Tx, pages: readonly PageText[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from ${given(pages)}
    where exists (select from lessons l where l.page_id = p.id and l.page_hash <> p.hash)
      and not exists (select from lessons l where l.page_id = p.id and l.page_hash = p.hash
        and l.proposal is null and l.status in ('open', 'approved'))
  `.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What is in force and was drawn from another text, unless it was marked for this one. Answers how many lessons. */
export async function markChangedSources(
  tx: Tx,
  { pages, at }: { readonly pages: readonly PageText[]; readonly at: Date },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update lessons l set source_changed_at = ${at}, source_changed_to = p.hash from ${given(pages)}
    where l.page_id = p.id and l.page_hash <> p.hash and l.source_changed_to is distinct from p.hash
      and l.proposal is null and l.status in ('open', 'approved')
  `.execute(tx);
  return Number(numAffectedRows);
}

/** Of lessons from before hashes were kept. */
export async function notePages(tx: Tx, pages: readonly PageText[]): Promise<void> {
  await sql`update lessons l set page_hash = p.hash from ${given(pages)}
    where l.page_id = p.id and l.page_hash is null`.execute(tx);
}
