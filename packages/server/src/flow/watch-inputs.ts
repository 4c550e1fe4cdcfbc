/**
 * Did inputs move? In the night, the questions of the last week are compared with those of the four weeks before.
 *
 * It informs, and acts on nothing: one alarm while something has moved, which settles by itself in the first night in
 * which nothing has. Done at least once: a day has one row a comparison.
 * Limits: 400 questions against 1,200, drawn evenly where there were more; a question whose vector is not kept is not
 * compared by meaning.
 */
import type { Question } from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { ComparedQuestion } from '../models/compare-inputs.ts';
import type { Parts } from '../parts.ts';
import { raiseAlarm, settleAlarmOf } from '../raise-alarm.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'models' | 'encoder' | 'log' | 'now_ms'>;

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const REFERENCE_MS = 28 * DAY_MS;
const MOST_RECENT = 400;
const MOST_REFERENCE = 1_200;
const KEY = 'input-drift';
/** In the order in which they are told. */
const WHAT = {
  'topic-mix': 'what questions are about',
  novelty: 'how many are like nothing known',
  vocabulary: 'the words in them',
  meaning: 'what they mean',
} as const;

export async function watchInputs(parts: Ports, { workspace_id }: JobTable['watch-inputs']): Promise<void> {
  await parts.models.catchUp(workspace_id);
  const now_ms = parts.now_ms();
  const day = new Date(now_ms).toISOString().slice(0, 10);
  const span = (from_ms: number, to_ms: number, limit: number) => ({
    from: new Date(from_ms),
    to: new Date(to_ms),
    limit,
  });
  const { recent, reference } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    recent: await compared(parts, tx, span(now_ms - WEEK_MS, now_ms, MOST_RECENT)),
    reference: await compared(
      parts,
      tx,
      span(now_ms - WEEK_MS - REFERENCE_MS, now_ms - WEEK_MS, MOST_REFERENCE),
    ),
  }));
  const moves = await parts.models.ask(workspace_id, 'inputDrift', { recent, reference, seed: day });
  const moved = moves.filter((move) => move.moved).map(({ name }) => WHAT[name]);
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.saveInputDrift(
      tx,
      moves.map((move) => ({ ...move, day })),
    );
    if (moved.length === 0) {
      const note = 'The last week’s questions are again like those before.';
      if (await settleAlarmOf(parts, tx, { workspace_id, key: KEY, note })) await announceLearning(tx);
      return;
    }
    await raiseAlarm(parts, tx, {
      workspace_id,
      key: KEY,
      kind: 'input-drift',
      severity: 'informs',
      title: 'Questions have changed',
      text: `In the last week, against the four weeks before: ${moved.join(', ')}. Answers may still be right: nothing was held.`,
      done: null,
      link: '/quality',
    });
    await announceLearning(tx);
  });
  parts.log.info({ workspace_id, recent: recent.length, moved: moved.length }, 'inputs compared');
}

async function compared(
  { encoder }: Ports,
  tx: store.Tx,
  span: Parameters<typeof store.askedQuestions>[1],
): Promise<ComparedQuestion[]> {
  const asked = await store.askedQuestions(tx, span);
  const question_ids = asked.map(({ question_id }) => question_id);
  const vectors = await store.findVectors(tx, { question_ids, encoder_id: encoder.id });
  return asked.map(({ question, question_id, resolution_id, novelty_p }) => {
    const text = (question as Question).text;
    return { resolution_id, novelty_p, text, vector: vectors.get(question_id) ?? null };
  });
}
