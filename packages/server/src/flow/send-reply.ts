/**
 * Sends what was decided: the answer, or a clarifying question. Message and event for open pages in one transaction.
 *
 * Stays silent where a person took the word since the decision, or the customer wrote more (that turn has a
 * decision of its own). Done at least once: a decision is settled once, so an answer is sent once.
 */
import type { Decision } from '@understudy/engine';
import { announceConversation } from '../announce.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toDomainResolution } from '../translate.ts';
import type { WrittenReply } from '../writer/reply-writer.ts';

const CLARIFY_TEXT = 'Which of these comes closest to what you need?';
const WORDLESS_TEXT = 'Could you tell me in a few words what you need help with?';

interface Reply extends WrittenReply {
  readonly kind: 'message' | 'clarify';
  readonly choices: readonly store.Choice[];
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
      ...reply,
    });
    if (reply.kind === 'message' && row.resolution_id !== null) await store.countUse(tx, row.resolution_id);
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
    const choices = decision.clarify.map(({ resolution_id, label }) => ({ resolution_id, label }));
    return { kind: 'clarify', text: CLARIFY_TEXT, citations: [], choices };
  }
  const { resolution_id } = row;
  const resolution =
    decision.action === 'answer' && resolution_id !== null
      ? await parts.database.asWorkspace(workspace_id, (tx) => store.getResolution(tx, resolution_id))
      : undefined;
  if (resolution === undefined) return { kind: 'message', text: WORDLESS_TEXT, citations: [], choices: [] };
  const written = await parts.writer.write({
    resolution: toDomainResolution(resolution),
    question_text: question.text,
  });
  return { kind: 'message', choices: [], ...written };
}

async function hasNewerMessage(tx: store.Tx, row: store.DecisionRow): Promise<boolean> {
  const own = await store.getMessage(tx, row.message_id);
  const later = await store.listMessages(tx, {
    conversation_id: row.conversation_id,
    after_seq: own?.seq ?? 0,
  });
  return later.some((message) => message.author === 'customer');
}
