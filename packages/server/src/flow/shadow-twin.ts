/**
 * Asks the frozen twin about the first question of each conversation, in the shadow, and notes which of the two was
 * right once people have said so: what learning was worth, on the very same questions.
 *
 * Some minutes after decisions were made, a batch at a time; what people said is looked up in the night. Idempotent. What
 * holds an answer back whatever is known (a wish for a person, high stakes, anger) holds the twin's back, too.
 * Limits: 500 questions a batch, the next one follows at once; questions and verdicts of the last 90 days.
 */
import { seedOf } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import { withVectors } from '../previewed-lesson.ts';
import * as store from '../store/index.ts';
import { verdictsOf } from '../translate-impact.ts';

type Ports = Pick<Parts, 'database' | 'encoder' | 'jobs' | 'log' | 'models' | 'now_ms'>;

const QUESTIONS_A_BATCH = 500;
const WINDOW_MS = 90 * 86_400_000;
/** The guards of a conversation, of which the twin is not told. */
const GUARDS: readonly string[] = ['high-stakes', 'angry', 'answers-failed', 'repeats-itself'];

export async function shadowTwin(
  parts: Ports,
  { workspace_id, judges = false }: JobTable['shadow-twin'],
  signal: AbortSignal,
): Promise<void> {
  const since = new Date(parts.now_ms() - WINDOW_MS);
  const read = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const twin = await store.freezeTwin(tx);
    const rows = await store.undecidedByTwin(tx, { since, limit: QUESTIONS_A_BATCH });
    const reading = { questions: rows.map(({ question }) => question), encoder_id: parts.encoder.id };
    return { twin, rows, questions: await withVectors(tx, reading) };
  });
  const { twin, rows, questions } = read;
  if (twin !== undefined && rows.length > 0) {
    const asked = questions.map((question) => ({ question, seed: seedOf(workspace_id, question.id) }));
    const decided = await parts.models.askTwin(twin, { asked, signal });
    await parts.database.asWorkspace(workspace_id, async (tx) => {
      await store.keepTwinDecisions(
        tx,
        rows.map((row, i) => ({
          decision_id: row.decision_id,
          conversation_id: row.conversation_id,
          at: row.at,
          answered: row.answered,
          twin_answered: decided[i].action === 'answer' && !row.reasons.some((code) => GUARDS.includes(code)),
          resolution_id: row.resolution_id,
          twin_resolution_id: decided[i].candidates[0]?.resolution_id ?? null,
        })),
      );
      if (rows.length === QUESTIONS_A_BATCH)
        await parts.jobs.enqueue(tx, 'shadow-twin', { workspace_id }, { singletonKey: workspace_id });
    });
    parts.log.info({ workspace_id, questions: rows.length }, 'the frozen twin was asked');
  }
  if (judges) await judge(parts, { workspace_id, since, signal });
}

/** Who knew nothing was not right. */
async function judge(
  parts: Ports,
  { workspace_id, since, signal }: { workspace_id: string; since: Date; signal: AbortSignal },
): Promise<void> {
  for (let after = ''; ; ) {
    signal.throwIfAborted();
    const page = { since, after, limit: QUESTIONS_A_BATCH };
    const rows = await parts.database.asWorkspace(workspace_id, async (tx) => {
      const unjudged = await store.unjudgedByTwin(tx, page);
      const ids = unjudged.map(({ decision_id }) => decision_id);
      const said = await store.knownVerdicts(tx, ids);
      const verdictOf = verdictsOf(said);
      for (const { decision_id, resolution_id, twin_resolution_id, ...row } of unjudged) {
        const isKnown = said.some((each) => each.decision_id === decision_id && each.right);
        const rightOf = (id: string | null) =>
          id === null ? (isKnown ? false : null) : verdictOf(decision_id, id);
        const was_right = rightOf(resolution_id);
        const twin_was_right = rightOf(twin_resolution_id);
        if (was_right !== row.was_right || twin_was_right !== row.twin_was_right)
          await store.judgeTwinDecision(tx, { decision_id, was_right, twin_was_right });
      }
      return unjudged;
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < QUESTIONS_A_BATCH) return;
    after = last.decision_id;
  }
}
