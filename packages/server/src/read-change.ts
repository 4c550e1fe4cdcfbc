/** What a lesson about what is known changes, for people to look at. */
import type { KnownChange } from '@understudy/contract';
import { isChange } from './lesson-kinds.ts';
import * as store from './store/index.ts';

const SHOWN = 100;

/** Null for a lesson that was drawn from a question. */
export async function readChange(tx: store.Tx, lesson: store.Lesson): Promise<KnownChange | null> {
  if (!isChange(lesson)) return null;
  const { before, after, from, exemplars = [], word = null } = lesson.change ?? {};
  const conditions = after === undefined ? null : { before: [...(before ?? [])], after: [...after] };
  return { conditions, moves: from === undefined ? null : await readMoves(tx, from, exemplars), word };
}

async function readMoves(
  tx: store.Tx,
  from: string,
  exemplars: readonly string[],
): Promise<KnownChange['moves']> {
  const row = await store.getResolution(tx, from);
  if (row === undefined) return null;
  const rows = await store.getExemplars(tx, exemplars.slice(-SHOWN));
  const newest = rows.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const { id: resolution_id, title, text } = row;
  return {
    from: { resolution_id, title, text },
    count: exemplars.length,
    exemplars: newest.map(({ id, question_text }) => ({ id, text: question_text })),
  };
}
