/**
 * What a person said would have been right, in an audit or in the inbox, or whispered and wants remembered, as a lesson
 * for the next customer: a known resolution gets one more worked question, their own words are read like a reply.
 *
 * Done at least once: the same answer's correction teaches the same resolution once.
 */
import { drawLesson as readConversation, type EncodedQuestion, type Thread } from '@understudy/engine';
import { derivedId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { checkDrawn } from '../check-drawn.ts';
import { encodeQuestion, keepLesson } from '../keep-lesson.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function drawCorrection(
  parts: Parts & { readonly libraries: Libraries },
  job: JobTable['draw-correction'],
): Promise<void> {
  const { workspace_id, decision_id } = job;
  const { said, row } = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    said: await readCorrection(tx, decision_id),
    row: await store.getDecision(tx, decision_id),
  }));
  if (said === null || row === undefined) return;
  const { conversation_id } = row;
  const question = await encodeQuestion(parts, row.question as EncodedQuestion);
  const isHeld = await parts.libraries.write(workspace_id, async (library, tx) => {
    const { resolution_id, text } = said.correction;
    const candidate = text === undefined ? null : candidateOf(question, { text, said, row });
    const added = candidate === null ? null : library.add(candidate);
    const resolution = added?.resolution ?? (text === undefined ? library.get(resolution_id ?? '') : null);
    if (resolution === null) {
      parts.log.info({ decision_id }, 'the correction teaches nothing');
      return false;
    }
    const is_new = added?.isNew ?? false;
    const author = said.by;
    const taught = is_new ? 'new-resolution' : 'new-exemplar';
    const kind = said.corrects ? 'correction' : taught;
    const checked = await checkDrawn(library, tx, {
      kind,
      candidate,
      question,
      customer_text: question.text,
      resolution,
      is_new,
      author,
      decision: row,
      encoder_id: parts.encoder.id,
      at: new Date(parts.now_ms()),
    });
    return keepLesson(parts, tx, {
      workspace_id,
      source_key: `audit ${decision_id} ${resolution.id}`,
      kind,
      conversation_id,
      author,
      question,
      resolution,
      is_new,
      checked,
      before: [],
      after: [],
    });
  });
  if (isHeld) parts.libraries.drop(workspace_id);
}

interface Said {
  /** Something else was answered. */
  readonly corrects: boolean;
  readonly correction: Readonly<Record<string, string>>;
  readonly by: string | null;
  readonly at: Date | null;
}

async function readCorrection(tx: store.Tx, decision_id: string): Promise<Said | null> {
  const audit = await store.getAudit(tx, decision_id);
  if (audit !== undefined && audit.correction !== null)
    return { corrects: true, correction: audit.correction, by: audit.judged_by, at: audit.judged_at };
  const outcome = await store.findMarkedWrong(tx, decision_id);
  if (outcome === undefined) return readWhispered(tx, decision_id);
  const { correction, by } = outcome.detail as Pick<Said, 'correction' | 'by'>;
  return { corrects: true, correction, by, at: outcome.at };
}

async function readWhispered(tx: store.Tx, decision_id: string): Promise<Said | null> {
  const whisper = await store.findWhisperOf(tx, decision_id);
  if (whisper === undefined || !whisper.is_lesson) return null;
  const { resolution_id, message_id, by, at } = whisper;
  if (resolution_id !== null) return { corrects: false, correction: { resolution_id }, by, at };
  const note = await store.getMessage(tx, message_id);
  return { corrects: false, correction: { text: note?.text ?? '' }, by, at };
}

/** Null where there is nothing to learn in the words. */
function candidateOf(
  question: EncodedQuestion,
  { text, said, row }: { readonly text: string; readonly said: Said; readonly row: store.DecisionRow },
) {
  const nobody = { by: null, peer: false, helpful: 0 };
  const thread: Thread = {
    id: row.conversation_id,
    title: '',
    messages: [
      { ...nobody, id: question.id, author: 'customer', text: question.text, at_ms: question.at_ms },
      {
        ...nobody,
        id: derivedId('message', 'audit', row.id),
        author: 'human-agent',
        text,
        at_ms: said.at?.getTime() ?? null,
        by: said.by,
      },
    ],
    accepted_text: null,
    articles: [],
    url: null,
  };
  const lesson = readConversation({ question, thread, resolved_by: 'human-agent' });
  return 'candidate' in lesson ? lesson.candidate : null;
}
