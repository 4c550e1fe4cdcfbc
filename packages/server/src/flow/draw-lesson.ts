/**
 * What a human agent's reply teaches: drawn at once, so that the next customer's question finds it.
 *
 * Reads the conversation, asks the engine's pure `drawLesson`, and writes resolution, lesson and exemplar as rows
 * with a promise to apply them to the model. The same conversation teaches a resolution once; a later reply replaces
 * what an earlier one taught. Never learns from
 * the AI agent's own answers, never facts from the customer.
 */
import {
  drawLesson as readConversation,
  type EncodedQuestion,
  type Decision,
  type Lesson,
  type Resolution,
  type ResolvedConversation,
} from '@understudy/engine';
import { announceLearning } from '../announce.ts';
import { derivedId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { PendingEvent } from '../ledger-codec.ts';
import { keepResolution } from '../keep-mined.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import { questionOf } from '../question.ts';
import * as store from '../store/index.ts';
import { bestOf, toStoredQuestion } from '../translate.ts';

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
  const question = await encode(parts, lesson.question);
  const { workspace_id } = job;
  const isReplaced = await parts.libraries.write(workspace_id, async (library, tx) => {
    const resolution =
      lesson.kind === 'new-exemplar'
        ? library.get(lesson.resolution_id)
        : library.add(lesson.candidate).resolution;
    if (resolution === null) return false;
    const replaced = await replaceEarlier(tx, { solved, resolution, at: new Date(parts.now_ms()) });
    await keep(parts, tx, { workspace_id, solved, lesson, question, resolution, replaced });
    return replaced !== null;
  });
  // The library does not know how to forget; it is read afresh, without what was retired.
  if (isReplaced) parts.libraries.drop(workspace_id);
}

/**
 * A later reply to the same question corrects the earlier one: its lesson goes, with the resolution that only this
 * conversation had taught. One that others taught too stands, and the earlier lesson with it. Null: nothing replaced.
 */
async function replaceEarlier(
  tx: store.Tx,
  { solved, resolution, at }: { solved: Solved; resolution: Resolution; at: Date },
): Promise<string | null> {
  const lessons = await store.listLessonsOf(tx, solved.conversation.id);
  const earlier = lessons.find((lesson) => lesson.resolution_id !== resolution.id);
  if (earlier === undefined || (await store.getResolution(tx, earlier.resolution_id))?.exemplars !== 1)
    return null;
  await store.removeLesson(tx, earlier.id);
  await store.retireResolution(tx, { id: earlier.resolution_id, at });
  return earlier.resolution_id;
}

async function readSolved(tx: store.Tx, conversation_id: string): Promise<Solved | null> {
  const conversation = await store.getConversation(tx, conversation_id);
  if (conversation === undefined) return null;
  const messages = (await store.listMessages(tx, { conversation_id })).filter(
    (message) => message.kind === 'message' && message.author !== 'system',
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
    decision === undefined ? questionOf(turn, conversation) : (decision.question as EncodedQuestion);
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

async function encode(parts: Parts, question: Lesson['question']): Promise<EncodedQuestion> {
  try {
    const [vector] = await parts.encoder.encode([question.text]);
    return { ...question, vector: vector ?? null };
  } catch (error) {
    parts.log.warn({ err: error, question_id: question.id }, 'encoder failed; learning the words alone');
    return { ...question, vector: null };
  }
}

interface Drawn {
  readonly workspace_id: string;
  readonly solved: Solved;
  readonly lesson: Lesson;
  readonly question: EncodedQuestion;
  readonly resolution: Resolution;
  /** The resolution of an earlier reply in this conversation, that this one corrects. */
  readonly replaced: string | null;
}

async function keep(parts: Parts, tx: store.Tx, drawn: Drawn): Promise<void> {
  const { workspace_id, solved, lesson, question, resolution } = drawn;
  const at = new Date(parts.now_ms());
  const source_key = `${solved.conversation.id} ${resolution.id}`;
  const ids = { lesson: derivedId('lesson', source_key), exemplar: derivedId('exemplar', source_key) };
  await keepResolution(tx, { resolution, author: solved.agent_name, at });
  await store.setSources(tx, resolution);
  const { created } = await store.insertLesson(tx, {
    id: ids.lesson,
    kind: drawn.replaced === null ? lesson.kind : 'correction',
    stage: resolution.stage,
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id: ids.exemplar,
    conversation_id: solved.conversation.id,
    author: solved.agent_name,
    source: 'human-reply',
    source_key,
    at,
  });
  if (!created) return;
  await keepExemplar(tx, { drawn, ids, at, encoder_id: parts.encoder.id });
  const exemplar = {
    id: ids.exemplar,
    resolution_id: resolution.id,
    question: { ...toStoredQuestion(question), vector: null },
  };
  const events: PendingEvent[] = [
    ...labelOf(drawn, at),
    // The lesson before its text: what was known about the question must not contain its own answer.
    { kind: 'lesson-applied', exemplar },
    { kind: 'resolution-upserted', resolution },
    ...(drawn.replaced === null
      ? []
      : [{ kind: 'resolution-retired', resolution_id: drawn.replaced } as const]),
  ];
  await store.promise(tx, { id: ids.lesson, kind: 'apply-lesson', payload: events });
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
  await announceLearning(tx);
}

async function keepExemplar(
  tx: store.Tx,
  kept: { drawn: Drawn; ids: { lesson: string; exemplar: string }; at: Date; encoder_id: string },
): Promise<void> {
  const { question, resolution, solved } = kept.drawn;
  await store.insertExemplars(tx, [
    {
      id: kept.ids.exemplar,
      resolution_id: resolution.id,
      question_id: question.id,
      question_text: question.text,
      context: question.context,
      language: question.language,
      account: question.account,
      lesson_id: kept.ids.lesson,
      conversation_id: solved.conversation.id,
      stage: resolution.stage,
      at: kept.at,
    },
  ]);
  if (question.vector === null) return;
  await store.insertVectors(tx, [
    { question_id: question.id, encoder_id: kept.encoder_id, vector: question.vector },
  ]);
}

/** The human's resolution is a full label for what we would have said, whether or not it was shown. */
function labelOf({ solved, resolution }: Drawn, at: Date): PendingEvent[] {
  const row = solved.decision;
  if (row === undefined) return [];
  const decision = row.decision as Decision;
  const resolution_id = decision.resolution_id ?? decision.candidates[0]?.resolution_id ?? null;
  return [
    {
      kind: 'decision-labelled',
      label: {
        decision_id: row.id,
        question_id: solved.resolved.question.id,
        resolution_id,
        confidence: decision.confidence,
        stakes: decision.stakes,
        evidence: decision.evidence,
        confidence_features: decision.confidence_features,
        correct: resolution_id === resolution.id,
        propensity: 1,
        least_propensity: 1,
        at_ms: at.getTime(),
      },
    },
  ];
}
