/**
 * Approves several lessons with one keystroke: only those that cost nothing to be wrong about, that no check doubts,
 * that nobody has on the screen, and that pass the replay gate. What is left is told, with why.
 */
import { FlowError } from '../flow-error.ts';
import { isChange } from '../lesson-kinds.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export interface Approval {
  readonly approved: readonly string[];
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

/** `approve`: the review of one lesson, which may refuse. */
export async function approveLessons(
  parts: Pick<Parts, 'database'>,
  given: {
    readonly workspace_id: string;
    readonly ids: readonly string[];
    readonly approve: (lesson_id: string) => Promise<void>;
  },
): Promise<Approval> {
  const approved: string[] = [];
  const left: { id: string; why: string }[] = [];
  for (const id of new Set(given.ids)) {
    const row = await parts.database.asWorkspace(given.workspace_id, (tx) => store.getLessonRow(tx, id));
    const why = row === undefined ? 'No such lesson.' : reasonToLook(row);
    if (why !== null) left.push({ id, why });
    else if (await approves(id, given.approve, left)) approved.push(id);
  }
  return { approved, left };
}

function reasonToLook(row: store.LessonRow): string | null {
  if (row.status !== 'open') return 'It does not wait for a review.';
  if (isChange(row)) return 'It changes what is known: look at it by itself.';
  if (row.stakes !== 'read-only') return 'A wrong answer could cost something: look at it by itself.';
  const doubt = row.findings.find((finding) => finding.verdict !== 'pass');
  return doubt === undefined ? null : doubt.why;
}

async function approves(
  id: string,
  approve: (lesson_id: string) => Promise<void>,
  left: { id: string; why: string }[],
): Promise<boolean> {
  try {
    await approve(id);
    return true;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    left.push({ id, why: error.message });
    return false;
  }
}
