/**
 * What a human agent's reply teaches: drawn at once, so that the next customer's question finds it.
 *
 * Reads the conversation, asks the engine's pure `drawLesson`, and writes resolution, lesson and exemplar as rows
 * with a promise to apply them to the model. The same conversation teaches a resolution once; a later reply replaces
 * what an earlier one taught. Never learns from the AI agent's own answers, never facts from the customer.
 */
import {
  drawLesson as readConversation,
  type EncodedQuestion,
  type Decision,
  type Resolution,
  type ResolvedConversation,
} from '@understudy/engine';
import type { JobTable } from '../jobs/jobs.ts';
import { checkDrawn } from '../check-drawn.ts';
import { encodeQuestion, keepLesson, waits } from '../keep-lesson.ts';
import { isOfResolution } from '../lesson-kinds.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import { questionOf } from '../question.ts';
import { readSeen } from '../read-seen.ts';
import * as store from '../store/index.ts';
import { bestOf, toWireSettings } from '../translate.ts';

interface Solved {
  readonly conversation: store.Conversation;
  readonly resolved: ResolvedConversation;
  /** The decision that this resolution is a label for; undefined where the AI agent never saw the question. */
  readonly decision: store.DecisionRow | undefined;
  readonly agent_name: string | null;
}

export async function drawLesson(
  parts: Parts & { readonly libraries: Libraries },
  job: JobTable['draw-lesson'],
): Promise<void> {
  const solved = await parts.database.asWorkspace(job.workspace_id, (tx) =>
    readSolved(tx, job.conversation_id),
  );
  if (solved === null) return;
  const lesson = readConversation(solved.resolved);
  if ('noLesson' in lesson) {
    parts.log.debug({ conversation_id: job.conversation_id, reason: lesson.noLesson }, 'nothing to learn');
    return;
  }
  const question = await encodeQuestion(parts, lesson.question);
  const { workspace_id } = job;
  const isStale = await parts.libraries.write(workspace_id, async (library, tx) => {
    const added = lesson.kind === 'new-exemplar' ? null : library.add(lesson.candidate);
    const resolution = lesson.kind === 'new-exemplar' ? library.get(lesson.resolution_id) : added?.resolution;
    if (!resolution) return false;
    const is_new = added?.isNew ?? false;
    const { decision, conversation, agent_name } = solved;
    const at = new Date(parts.now_ms());
    const checked = await checkDrawn(library, tx, {
      kind: lesson.kind,
      candidate: lesson.kind === 'new-exemplar' ? null : lesson.candidate,
      question,
      customer_text: customerText(solved.resolved),
      resolution,
      is_new,
      author: agent_name,
      decision,
      encoder_id: parts.encoder.id,
      at,
    });
    // What waits for a person replaces nothing that is in force.
    const replaced = waits(checked, is_new) ? null : await replaceEarlier(tx, { solved, resolution, at });
    const { audit_rate } = toWireSettings(await store.getWorkspace(tx));
    const isHeld = await keepLesson(parts, tx, {
      workspace_id,
      source_key: sourceKey(conversation.id, resolution.id),
      kind: replaced === null ? lesson.kind : 'correction',
      conversation_id: conversation.id,
      author: agent_name,
      question,
      resolution,
      is_new,
      checked,
      before: labelOf(solved, resolution, { at_ms: at.getTime(), audit_rate }),
      after: replaced === null ? [] : [{ kind: 'resolution-retired', resolution_id: replaced }],
    });
    return isHeld || replaced !== null;
  });
  // The library does not know how to forget; it is read afresh, with what is in force.
  if (isStale) parts.libraries.drop(workspace_id);
}

const customerText = ({ thread }: ResolvedConversation): string =>
  thread.messages.flatMap(({ author, text }) => (author === 'customer' ? [text] : [])).join('\n');

const sourceKey = (conversation_id: string, resolution_id: string) => `${conversation_id} ${resolution_id}`;

/**
 * A later reply to the same question corrects the earlier one: its lesson goes, with the resolution that only this
 * conversation had taught. One that others taught too stands, and the earlier lesson with it. Null: nothing replaced.
 */
async function replaceEarlier(
  tx: store.Tx,
  { solved, resolution, at }: { solved: Solved; resolution: Resolution; at: Date },
): Promise<string | null> {
  const lessons = (await store.listLessonsOf(tx, solved.conversation.id)).filter(isOfResolution);
  // Corrections of audits are not drawn from replies, and stand by themselves.
  const replied = lessons.filter(
    (lesson) => lesson.source_key === sourceKey(solved.conversation.id, lesson.resolution_id),
  );
  const earlier = replied.find((lesson) => lesson.resolution_id !== resolution.id);
  if (earlier === undefined) return null;
  const others = ((await store.getResolution(tx, earlier.resolution_id))?.exemplars ?? 0) > 1;
  if (others) return null;
  await store.removeLesson(tx, earlier.id);
  await store.retireResolution(tx, { id: earlier.resolution_id, at });
  return earlier.resolution_id;
}

async function readSolved(tx: store.Tx, conversation_id: string): Promise<Solved | null> {
  const conversation = await store.getConversation(tx, conversation_id);
  if (conversation === undefined) return null;
  const messages = (await store.listMessages(tx, { conversation_id })).filter(
    // Of what has no words, only files, nothing is learned.
    ({ kind, author, text }) => kind === 'message' && author !== 'system' && text !== '',
  );
  const reply = messages.findLast((message) => message.author === 'agent');
  if (reply === undefined) return null;
  const decisions = await store.listDecisions(tx, conversation_id);
  const asked = messages.filter((message) => message.author === 'customer' && message.seq < reply.seq);
  const firstReply = messages.find((message) => message.author === 'agent');
  const beforeTeam = asked.filter((message) => message.seq < (firstReply?.seq ?? 0));
  const turn = beforeTeam.length > 0 ? beforeTeam : asked;
  if (turn.length === 0) return null;
  const decision = decisions.findLast((row) => turn.some((message) => message.id === row.message_id));
  const used = decisions.findLast((row) => row.draft_state === 'accepted' || row.draft_state === 'edited');
  const question =
    decision === undefined
      ? questionOf(turn, conversation, await readSeen(tx, { turn, conversation }))
      : (decision.question as EncodedQuestion);
  const resolved: ResolvedConversation = {
    question,
    thread: threadOf(conversation, messages),
    resolved_by: 'human-agent',
    ...(used !== undefined && { draft_use: draftUse(used) }),
  };
  return { conversation, resolved, decision, agent_name: reply.author_name };
}

function threadOf(conversation: store.Conversation, messages: readonly store.Message[]) {
  const authors = { customer: 'customer', ai: 'ai-agent', agent: 'human-agent', system: 'ai-agent' } as const;
  return {
    id: conversation.id,
    title: conversation.subject,
    messages: messages.map((message) => ({
      id: message.id,
      author: authors[message.author],
      text: message.text,
      at_ms: message.at.getTime(),
      by: message.author_name,
      peer: false,
      helpful: 0,
    })),
    accepted_text: null,
    articles: [],
    url: null,
  };
}

function draftUse(row: store.DecisionRow): NonNullable<ResolvedConversation['draft_use']> {
  return {
    resolution_id: row.resolution_id ?? bestOf(row)?.resolution_id ?? '',
    draft_text: row.draft_text ?? '',
    use: row.draft_state === 'accepted' ? 'sent' : 'edited',
  };
}

/**
 * The human's resolution is a full label for what we would have said, whether or not it was shown. But not for what
 * was answered alone: of that we would only hear where it went wrong. Audits are the labels there (`settle-audit`).
 */
function labelOf({ decision: row, resolved }: Solved, resolution: Resolution, at: LabelTime): PendingEvent[] {
  if (row === undefined || row.action === 'answer') return [];
  const decision = row.decision as Decision;
  const resolution_id = decision.resolution_id ?? decision.candidates[0]?.resolution_id ?? null;
  return [
    {
      kind: 'decision-labelled',
      label: {
        decision_id: row.id,
        question_id: resolved.question.id,
        resolution_id,
        confidence: decision.confidence,
        stakes: decision.stakes,
        evidence: decision.evidence,
        confidence_features: decision.confidence_features,
        correct: resolution_id === resolution.id,
        propensity: 1,
        least_propensity: leastPropensity(decision, at.audit_rate),
        at_ms: at.at_ms,
      },
    },
  ];
}

/**
 * Where answers went out alone, audits label the others, the rarest with the least propensity of the decision's cell.
 * Older decisions do not tell: then the workspace's rate was the least.
 */
function leastPropensity({ least_propensity, threshold }: Partial<Decision>, audit_rate: number): number {
  return least_propensity ?? (threshold === null ? 1 : audit_rate || 1);
}

interface LabelTime {
  readonly at_ms: number;
  readonly audit_rate: number;
}
