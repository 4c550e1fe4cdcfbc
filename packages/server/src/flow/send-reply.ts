/**
 * Sends what was decided: the answer, or a clarifying question. Message and event for open pages in one transaction.
 *
 * Stays silent where a person took the word since the decision, or the customer wrote more (that turn has a
 * decision of its own). Done at least once: a decision is settled once, so an answer is sent once.
 */
import { type Decision, wordingOf } from '@understudy/engine';
import { announceAudits, announceConversation } from '../announce.ts';
import { promiseShown } from '../answer-signals.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { mailLater } from '../mail-later.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toDomainResolution, toWireSettings } from '../translate.ts';
import { checkReply } from '../writer/reply-check.ts';
import type { WrittenReply } from '../writer/reply-writer.ts';
import { templateWriter } from '../writer/template-writer.ts';

const CLARIFY_TEXT = 'Which of these comes closest to what you need?';
const WORDLESS_TEXT = 'Could you tell me in a few words what you need help with?';

interface Reply {
  readonly said: WrittenReply & {
    readonly kind: 'message' | 'clarify';
    readonly choices: readonly store.Choice[];
  };
  /** A resolution was answered: neither a choice was offered nor were words asked for. */
  readonly isAnswer: boolean;
}

export async function sendReply(parts: Parts, job: JobTable['send-reply']): Promise<void> {
  const { database } = parts;
  const row = await database.asWorkspace(job.workspace_id, (tx) => store.getDecision(tx, job.decision_id));
  if (row === undefined || row.state !== 'pending') return;
  const reply = await compose(parts, job.workspace_id, row);
  const at = new Date(parts.now_ms());
  await database.asWorkspace(job.workspace_id, async (tx) => {
    const conversation = await store.holdGeneration(tx, {
      id: row.conversation_id,
      generation: row.generation,
    });
    if (conversation?.status !== 'ai' || (await hasNewerMessage(tx, row))) {
      await store.settleDecision(tx, { id: row.id, state: 'superseded' });
      return;
    }
    if (!(await store.settleDecision(tx, { id: row.id, state: 'sent' }))) return;
    const { message } = await store.appendMessage(tx, {
      id: newId('message', at.getTime()),
      conversation_id: row.conversation_id,
      author: 'ai',
      decision_id: row.id,
      client_id: row.id,
      at,
      ...reply.said,
    });
    await mailLater(parts, tx, { workspace_id: job.workspace_id, message });
    if (reply.isAnswer) await recordAnswer(parts, tx, { workspace_id: job.workspace_id, row, at });
    await announceConversation(tx, {
      conversation_id: row.conversation_id,
      messages: [message],
      status: 'ai',
    });
  });
}

async function compose(parts: Parts, workspace_id: string, row: store.DecisionRow): Promise<Reply> {
  const decision = row.decision as Decision;
  const question = row.question as { text: string };
  if (decision.action === 'clarify') {
    const { clarify: choices } = decision;
    const about = choices[0]?.about;
    const text = about === undefined ? CLARIFY_TEXT : wordingOf(about.key);
    return { isAnswer: false, said: { kind: 'clarify', text, citations: [], choices } };
  }
  const { resolution_id } = row;
  const resolution =
    decision.action === 'answer' && resolution_id !== null
      ? await parts.database.asWorkspace(workspace_id, (tx) => store.getResolution(tx, resolution_id))
      : undefined;
  const message = { kind: 'message', choices: [] } as const;
  if (resolution === undefined)
    return { isAnswer: false, said: { ...message, text: WORDLESS_TEXT, citations: [] } };
  const request = { resolution: toDomainResolution(resolution), question_text: question.text };
  const written = await parts.writer.write(request);
  // Checked when it was decided; a writer that words it anew, and otherwise, is not listened to.
  const isSupported = checkReply(written, request.resolution).ok;
  const said = isSupported ? written : await templateWriter.write(request);
  return { isAnswer: true, said: { ...message, ...said } };
}

/** From now on its outcomes are waited for; one that was drawn for an audit goes into the queue. */
async function recordAnswer(
  parts: Parts,
  tx: store.Tx,
  { workspace_id, row, at }: { workspace_id: string; row: store.DecisionRow; at: Date },
): Promise<void> {
  const { id: decision_id, conversation_id, resolution_id } = row;
  if (resolution_id !== null) await store.countUse(tx, resolution_id);
  await promiseShown(parts, tx, { workspace_id, row, action: 'answer', at });
  if (!row.audited) return;
  const { audit_rate } = toWireSettings(await store.getWorkspace(tx));
  await store.openAudit(tx, { decision_id, conversation_id, audit_rate, opened_at: at });
  await announceAudits(tx);
}

async function hasNewerMessage(tx: store.Tx, row: store.DecisionRow): Promise<boolean> {
  const own = await store.getMessage(tx, row.message_id);
  const later = await store.listMessages(tx, {
    conversation_id: row.conversation_id,
    after_seq: own?.seq ?? 0,
  });
  return later.some((message) => message.author === 'customer');
}
