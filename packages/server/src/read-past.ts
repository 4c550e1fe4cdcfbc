/** The questions of the last 90 days, with their vectors: at most 5,000, the newest first. Read page by page. */
import type { EncodedQuestion } from '@understudy/engine';
import type { Parts } from './parts.ts';
import { withVectors } from './previewed-lesson.ts';
import * as store from './store/index.ts';

const WINDOW_MS = 90 * 86_400_000;
const MOST_QUESTIONS = 5_000;

/** What is known of the right answer goes by the decision. */
export interface PastDecision {
  readonly decision_id: string;
  readonly question: EncodedQuestion;
}

export async function readPast(
  parts: Pick<Parts, 'database' | 'encoder' | 'now_ms'>,
  { workspace_id, signal }: { readonly workspace_id: string; readonly signal: AbortSignal },
): Promise<PastDecision[]> {
  const since = new Date(parts.now_ms() - WINDOW_MS);
  const { id: encoder_id } = parts.encoder;
  const past: PastDecision[] = [];
  let before: store.PastQuestion | null = null;
  while (past.length < MOST_QUESTIONS) {
    signal.throwIfAborted();
    const page = { since, before, limit: MOST_QUESTIONS - past.length };
    const rows = await parts.database.asWorkspace(workspace_id, async (tx) => {
      const found = await store.pastQuestions(tx, page);
      const questions = await withVectors(tx, { questions: found.map((row) => row.question), encoder_id });
      return found.map((row, i) => ({ row, question: questions[i] as EncodedQuestion }));
    });
    past.push(...rows.map(({ row, question }) => ({ decision_id: row.decision_id, question })));
    before = rows.at(-1)?.row ?? null;
    if (before === null) break;
  }
  return past;
}
