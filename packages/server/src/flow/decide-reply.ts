/**
 * Decides on a customer's turn: encode → decide → commit. Nothing leaves here; sending is a job of its own.
 *
 * Done at least once, so idempotent: a message has one decision. Where a person has the word, the decision is
 * made all the same, as a draft that nobody is bound to. Where somebody takes the word, or the lead changes the
 * settings, while the engine thinks, the turn is read again.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Decision, EncodedQuestion, PolicySettings } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { promiseSeen, promiseShown } from '../answer-signals.ts';
import { type HoldOutDraw, holdOut } from '../hold-out.ts';
import { newId, seedOf } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { encodeQuestion } from '../keep-lesson.ts';
import type { Parts } from '../parts.ts';
import { hasWords } from '../question.ts';
import { readTurn, type Turn } from '../read-turn.ts';
import * as store from '../store/index.ts';
import { toDomainResolution, toPolicySettings, toStoredQuestion, toWireSettings } from '../translate.ts';
import { holdUnsupported } from '../writer/hold-unsupported.ts';
import type { WrittenReply } from '../writer/reply-writer.ts';

const MAX_TRIES = 3;
/** The same problem within this time, in another conversation, was not solved. */
const CAME_AGAIN_MS = 7 * 24 * 3_600_000;

export async function decideReply(
  parts: Parts,
  job: JobTable['decide-reply'],
  signal?: AbortSignal,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const turn = await readTurn(parts, job, signal);
    if (turn === null) return;
    const question = await encodeQuestion(parts, turn.question);
    const seed = seedOf(job.workspace_id, job.message_id);
    if (tries > 0) await parts.models.catchUp(job.workspace_id);
    const settings = await parts.models.settings(job.workspace_id);
    const { situation } = turn;
    const found = await parts.models.decide(job.workspace_id, { question, situation, seed });
    const reply = await written(parts, job.workspace_id, { decision: found, turn });
    if (await commit(parts, job, { turn, question, settings, ...reply })) return;
  }
  throw new Error('the word or the settings changed three times while deciding; the job is tried again');
}

/** What is done, in which words, and whether it was drawn for the hold-out. */
interface Reply {
  readonly decision: Decision;
  readonly draft: WrittenReply | null;
  readonly draw: HoldOutDraw | null;
}

/**
 * With the words of the reply: what a human agent sees above the composer. An answer that the AI agent sends itself
 * needs none here; one that says more than its resolution becomes a draft, and so does one that is held out.
 */
async function written(
  parts: Parts,
  workspace_id: string,
  { decision, turn }: { decision: Decision; turn: Turn },
): Promise<Reply> {
  const { resolution_id } = decision;
  const mayDraft = decision.action === 'draft' || decision.action === 'answer';
  if (!mayDraft || resolution_id === null) return { decision, draft: null, draw: null };
  const { row, share } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    row: await store.getResolution(tx, resolution_id),
    share: (await store.getCostModel(tx))?.hold_out ?? 0,
  }));
  if (row === undefined) return { decision, draft: null, draw: null };
  const resolution = toDomainResolution(row);
  const draft = await parts.writer.write({ resolution, question_text: turn.question.text });
  const checked = holdUnsupported(decision, draft, resolution);
  const { id, status } = turn.conversation;
  const drawn = holdOut(checked, { share: status === 'ai' ? share : 0, seed: id });
  const isForPeople = drawn.decision.action === 'draft' || status !== 'ai';
  return { ...drawn, draft: isForPeople ? draft : null };
}

interface Decided extends Reply {
  readonly turn: Turn;
  readonly question: EncodedQuestion;
  /** What the decision was made under. */
  readonly settings: PolicySettings;
}

/** False where the word changed hands, or the lead changed the settings, meanwhile. The decision stands before anything is sent. */
async function commit(parts: Parts, job: JobTable['decide-reply'], decided: Decided): Promise<boolean> {
  const at = new Date(parts.now_ms());
  const { turn, question, decision } = decided;
  const { id: conversation_id, generation } = turn.conversation;
  return parts.database.asWorkspace(job.workspace_id, async (tx) => {
    const held = await store.holdGeneration(tx, { id: conversation_id, generation });
    if (held === null) return false;
    const settings = toPolicySettings(toWireSettings(await store.getWorkspace(tx)));
    if (!isDeepStrictEqual(settings, decided.settings)) return false;
    if (decided.draft !== null) await store.discardOpenDrafts(tx, conversation_id);
    const { decision: row, created } = await store.insertDecision(tx, {
      id: newId('decision', at.getTime()),
      conversation_id,
      message_id: job.message_id,
      generation,
      action: decision.action,
      resolution_id: decision.resolution_id,
      confidence: decision.confidence,
      audited: decision.audited,
      model_version: decision.model_version,
      question: toStoredQuestion(question),
      decision,
      draft: decided.draft,
      at,
    });
    if (!created) return true;
    if (decided.draw !== null)
      await store.keepHoldOutDraw(tx, { conversation_id, decision_id: row.id, at, ...decided.draw });
    await keepVector(tx, question, parts.encoder.id);
    const { workspace_id } = job;
    await recordSignals(parts, tx, { workspace_id, decided, row });
    if (held.status === 'ai') await enqueueNext(parts, tx, { ...job, decision_id: row.id, decision, turn });
    else {
      await store.settleDecision(tx, { id: row.id, state: 'superseded' });
      if (held.status === 'waiting')
        await parts.jobs.enqueue(tx, 'weigh-priority', { workspace_id, conversation_id });
      // The person who has the word sees the draft at once.
      if (row.draft_state === 'open')
        await promiseShown(parts, tx, { workspace_id, row, action: 'draft', at });
    }
    await announceConversation(tx, { conversation_id });
    return true;
  });
}

/** What this question says about an earlier answer: a person is wanted instead, or the same problem came again. */
async function recordSignals(
  parts: Parts,
  tx: store.Tx,
  { workspace_id, decided, row }: { workspace_id: string; decided: Decided; row: store.DecisionRow },
): Promise<void> {
  const { turn, question, decision, settings } = decided;
  const { at } = row;
  if (question.wants_human && turn.answer !== null) {
    const { decision_id } = turn.answer;
    await promiseSeen(parts, tx, { workspace_id, decision_id, signal: 'asked-for-human', at });
  }
  const resolution_id = decision.candidates[0]?.resolution_id;
  // What would not even be drafted is no sign that the problem is the same.
  if (resolution_id === undefined || decision.confidence < settings.draft_floor) return;
  const { id: conversation_id, customer_id } = turn.conversation;
  const since = new Date(at.getTime() - CAME_AGAIN_MS);
  const same = { customer_id, conversation_id, resolution_id, since };
  const earlier = await store.findEarlierAnswer(tx, same);
  if (earlier === undefined) return;
  await promiseSeen(parts, tx, { workspace_id, decision_id: earlier.id, signal: 'came-again', at });
}

async function keepVector(tx: store.Tx, question: EncodedQuestion, encoder_id: string): Promise<void> {
  if (question.vector === null) return;
  await store.insertVectors(tx, [{ question_id: question.id, encoder_id, vector: question.vector }]);
}

async function enqueueNext(
  parts: Parts,
  tx: store.Tx,
  next: JobTable['decide-reply'] & { decision_id: string; decision: Decision; turn: Turn },
): Promise<void> {
  const { workspace_id, conversation_id, decision_id } = next;
  const { action } = next.decision;
  // A turn without words is asked for some, once.
  const asksForWords = !hasWords(next.turn.question.text) && !next.turn.asked_for_words;
  if (action === 'answer' || action === 'clarify' || asksForWords) {
    await parts.jobs.enqueue(tx, 'send-reply', { workspace_id, decision_id });
  } else {
    await parts.jobs.enqueue(tx, 'hand-off', { workspace_id, conversation_id, decision_id });
  }
}
