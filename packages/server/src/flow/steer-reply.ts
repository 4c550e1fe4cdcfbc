/**
 * What a person whispered is the AI agent's next reply, instead of what it would have decided: now where a customer's
 * message waits, else when the customer writes next.
 *
 * Decision, reply and the end of the whisper are one transaction, so it is said once. The decision keeps what the AI
 * agent itself thought, and is marked as steered: no audit is drawn, nothing of it is told to the ledger as shown, and
 * nothing is labelled, since people whisper where they expect it to fail. What a customer writes after the whisper
 * passes the guards like any turn; what alarms them goes its usual way.
 */
import {
  type Decision,
  type EncodedQuestion,
  type ReasonCode,
  type Seen,
  stakesRules,
} from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { newId, seedOf } from '../ids.ts';
import { isReleased } from '../is-released.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { encodeQuestion } from '../keep-lesson.ts';
import { mailLater } from '../mail-later.ts';
import type { Parts } from '../parts.ts';
import { chosenIn, questionOf, turnOf } from '../question.ts';
import { readSeen } from '../read-seen.ts';
import { situationOf } from '../situation.ts';
import * as store from '../store/index.ts';
import { toDomainResolution, toStoredQuestion } from '../translate.ts';
import { checkReply } from '../writer/reply-check.ts';
import type { WrittenReply } from '../writer/reply-writer.ts';
import { templateWriter } from '../writer/template-writer.ts';

interface Steered {
  readonly conversation: store.Conversation;
  readonly whisper: store.WhisperRow;
  /** What the customer wrote since anybody answered. */
  readonly turn: readonly store.Message[];
  readonly seen: Seen;
  readonly past: Parameters<typeof situationOf>[1];
  /** Its words, where no resolution is to be said; null where what was whispered is out of use by now. */
  readonly said: WrittenReply | store.ResolutionRow | null;
}

/** False where nothing was said: no whisper waits, nobody waits for a reply, or a guard wants a person. */
export async function steerReply(parts: Parts, job: JobTable['steer-reply']): Promise<boolean> {
  const { workspace_id, conversation_id } = job;
  const steered = await parts.database.asWorkspace(workspace_id, (tx) => read(tx, conversation_id));
  if (steered === null || steered.said === null) return false;
  const { conversation, whisper, turn, seen, past, said } = steered;
  const question = await encodeQuestion(parts, questionOf(turn, conversation, seen));
  const situation = situationOf(turn[0]?.seq ?? 0, past);
  const seed = seedOf(workspace_id, whisper.id);
  const found = await parts.models.decide(workspace_id, { question, situation, seed });
  if (await isHeld(parts, workspace_id, { found, steered, question })) return false;
  const reply = 'links' in said ? await wordsOf(parts, said, question) : said;
  return parts.database.asWorkspace(workspace_id, (tx) =>
    commit(parts, tx, { workspace_id, steered, question, found, reply }),
  );
}

async function read(tx: store.Tx, conversation_id: string): Promise<Steered | null> {
  const conversation = await store.getConversation(tx, conversation_id);
  if (conversation?.status !== 'ai') return null;
  const whisper = await store.findWaitingWhisper(tx, conversation);
  if (whisper === undefined) return null;
  const messages = await store.listMessages(tx, { conversation_id });
  // That the team will reply is no answer: what was handed back still waits for one.
  const spoken = messages.filter((message) => message.author !== 'system');
  const turn = turnOf(spoken);
  if (turn.length === 0) return null;
  const decisions = await store.listDecisions(tx, conversation_id);
  const outcomes = await store.listOutcomes(tx, conversation_id);
  const note = messages.find((message) => message.id === whisper.message_id);
  const said = await saidBy(tx, whisper, note?.text ?? '');
  const seen = await readSeen(tx, { turn, conversation, chosen: chosenIn(spoken) });
  return { conversation, whisper, turn, seen, past: { messages, decisions, outcomes }, said };
}

async function saidBy(
  tx: store.Tx,
  { resolution_id }: store.WhisperRow,
  words: string,
): Promise<Steered['said']> {
  if (resolution_id === null) return { text: words, citations: [] };
  const row = await store.getResolution(tx, resolution_id);
  return row !== undefined && isReleased(row) ? row : null;
}

const GUARDS: ReadonlySet<ReasonCode> = new Set(['wants-human', 'high-stakes', 'angry', 'answers-failed']);

/** Whoever whispers has read what was written before, and answers for it; what came later nobody has read. */
async function isHeld(
  parts: Parts,
  workspace_id: string,
  given: { readonly found: Decision; readonly steered: Steered; readonly question: EncodedQuestion },
): Promise<boolean> {
  const { found, steered, question } = given;
  const { autonomy, high_stakes = [] } = await parts.models.settings(workspace_id);
  if (autonomy === 'off' || autonomy === 'shadow') return true;
  const note = steered.past.messages.find((message) => message.id === steered.whisper.message_id);
  if ((steered.turn.at(-1)?.seq ?? 0) < (note?.seq ?? 0)) return false;
  if (found.reasons.some(({ code }) => GUARDS.has(code))) return true;
  // Where something else hands over, the decision does not tell.
  const rules = stakesRules(high_stakes);
  return (await parts.models.ask(workspace_id, 'highStakes', { looked: question, rules })).length > 0;
}

/** Worded by the writer, unless it says what the resolution does not. */
async function wordsOf(
  parts: Parts,
  row: store.ResolutionRow,
  { text: question_text }: EncodedQuestion,
): Promise<WrittenReply> {
  const request = { resolution: toDomainResolution(row), question_text };
  const written = await parts.writer.write(request);
  return checkReply(written, request.resolution).ok ? written : templateWriter.write(request);
}

interface Said {
  readonly workspace_id: string;
  readonly steered: Steered;
  readonly question: EncodedQuestion;
  readonly found: Decision;
  readonly reply: WrittenReply;
}

/** False where the word changed hands, the whisper was taken back, or the customer wrote more meanwhile. */
async function commit(parts: Parts, tx: store.Tx, given: Said): Promise<boolean> {
  const { workspace_id, steered, reply } = given;
  const { conversation, whisper, turn } = steered;
  const { id: conversation_id, generation } = conversation;
  const held = await store.holdGeneration(tx, { id: conversation_id, generation });
  const later = await store.listMessages(tx, { conversation_id, after_seq: turn.at(-1)?.seq ?? 0 });
  if (held?.status !== 'ai' || later.some(({ author }) => author === 'customer' || author === 'ai'))
    return false;
  const at = new Date(parts.now_ms());
  const decision_id = newId('decision', at.getTime());
  if (!(await store.settleWhisper(tx, { id: whisper.id, state: 'said', decision_id }))) return false;
  await store.discardOpenDrafts(tx, conversation_id);
  await insertSteered(tx, given, { id: decision_id, at });
  const { message } = await store.appendMessage(tx, {
    id: newId('message', at.getTime()),
    conversation_id,
    author: 'ai',
    kind: 'message',
    decision_id,
    client_id: decision_id,
    at,
    ...reply,
  });
  await mailLater(parts, tx, { workspace_id, message });
  if (whisper.resolution_id !== null) await store.countUse(tx, whisper.resolution_id);
  if (whisper.is_lesson) await parts.jobs.enqueue(tx, 'draw-correction', { workspace_id, decision_id });
  await announceConversation(tx, { conversation_id, messages: [message], status: 'ai' });
  return true;
}

/** Where the turn was decided on before, that decision stands as it was, and this one is about the whisper. */
async function insertSteered(
  tx: store.Tx,
  { steered, question, found }: Said,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<void> {
  const { conversation, whisper } = steered;
  const earlier = await store.findDecisionOf(tx, question.id);
  if (earlier !== undefined) await store.settleDecision(tx, { id: earlier.id, state: 'superseded' });
  const { resolution_id } = whisper;
  const text = `${whisper.by} whispered what to say.`;
  const decision: Decision = {
    ...found,
    action: 'answer',
    resolution_id,
    clarify: [],
    audited: false,
    audit_probability: 0,
    reasons: [{ code: 'whispered', text }],
  };
  await store.insertDecision(tx, {
    id,
    conversation_id: conversation.id,
    message_id: earlier === undefined ? question.id : whisper.message_id,
    generation: conversation.generation,
    action: 'answer',
    resolution_id,
    confidence: found.confidence,
    audited: false,
    steered: true,
    model_version: found.model_version,
    question: toStoredQuestion(question),
    decision,
    at,
  });
  await store.settleDecision(tx, { id, state: 'sent' });
}
