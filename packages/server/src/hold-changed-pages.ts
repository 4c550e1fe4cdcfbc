/**
 * Pages of an import that say something else than when they were learned: what was drawn from the earlier text is marked,
 * for `watch-lessons` to quarantine, and the new text waits in Review.
 *
 * A page is known by its id in the source, its text by a hash. Who approves the old lesson all the same keeps it until
 * the page changes again. Limit: of pages imported before their hashes were kept, the next import only notes the hash.
 */
import type { CheckedResult } from '@understudy/engine';
import type { MinedRow, SourcePage } from './mine-row.ts';
import * as store from './store/index.ts';

const WHY = 'the page says something else than when it was learned';
const HELD: CheckedResult = {
  stage: 'captured',
  why: WHY,
  needs_person: false,
  findings: [{ check: 'provenance', verdict: 'doubt', why: WHY, evidence: [] }],
};

export interface HeldPages {
  readonly mined: readonly MinedRow[];
  /** Something in force was drawn from an earlier text. */
  readonly isAnyMarked: boolean;
}

/** In the transaction that keeps the batch, before it is kept. */
export async function holdChangedPages(
  tx: store.Tx,
  { mined, now }: { readonly mined: readonly MinedRow[]; readonly now: Date },
): Promise<HeldPages> {
  const pages = mined.flatMap(({ page }) => page ?? []);
  if (pages.length === 0) return { mined, isAnyMarked: false };
  const changed = await store.findChangedPages(tx, pages);
  const marked = await store.markChangedSources(tx, { pages, at: now });
  await store.notePages(tx, pages);
  return {
    mined: mined.map((row) => (row.page && changed.has(row.page.id) ? held(row, row.page) : row)),
    isAnyMarked: marked > 0,
  };
}

const held = (row: MinedRow, page: SourcePage): MinedRow => ({
  ...row,
  page: { ...page, is_changed: true },
  lessons: row.lessons.map((lesson) => ({ ...lesson, blocked: lesson.blocked ?? HELD })),
});
