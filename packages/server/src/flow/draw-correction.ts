/**
 * What a person said would have been right, as a lesson for the next customer: a known resolution gets one more
 * worked question, their own words are read like a reply.
 *
 * Done at least once: the same audit teaches the same resolution once.
 */
import { drawLesson as readConversation, type EncodedQuestion, type Thread } from '@understudy/engine';
import { derivedId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { encodeQuestion, keepLesson } from '../keep-lesson.ts';
import type { Libraries } from '../libraries.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

export async function drawCorrection(
  parts: Parts & { readonly libraries: Libraries },
  job: JobTable['draw-correction'],
): Promise<void> {
  const { workspace_id, decision_id } = job;
  const given = await parts.database.asWorkspace(workspace_id, async (tx) => ({
    audit: await store.getAudit(tx, decision_id),
    row: await store.getDecision(tx, decision_id),
  }));
  const { audit, row } = given;
  if (audit === undefined || row === undefined || audit.correction === null) return;
  const question = await encodeQuestion(parts, row.question as EncodedQuestion);
  await parts.libraries.write(workspace_id, async (library, tx) => {
    const { resolution_id, text } = audit.correction ?? {};
    const candidate = text === undefined ? null : candidateOf(question, { text, audit });
    const resolution =
      candidate === null ? library.get(resolution_id ?? '') : library.add(candidate).resolution;
    if (resolution === null) {
      parts.log.info({ decision_id }, 'the correction of an audit teaches nothing');
      return;
    }
    await keepLesson(parts, tx, {
      workspace_id,
      source_key: `audit ${decision_id} ${resolution.id}`,
      kind: 'correction',
      conversation_id: audit.conversation_id,
      author: audit.judged_by,
      question,
      resolution,
      before: [],
      after: [],
    });
  });
}

/** Null where there is nothing to learn in the words. */
function candidateOf(
  question: EncodedQuestion,
  { text, audit }: { readonly text: string; readonly audit: store.AuditRow },
) {
  const said = { by: null, peer: false, helpful: 0 };
  const at_ms = audit.judged_at?.getTime() ?? null;
  const thread: Thread = {
    id: audit.conversation_id,
    title: '',
    messages: [
      { ...said, id: question.id, author: 'customer', text: question.text, at_ms: question.at_ms },
      {
        ...said,
        id: derivedId('message', 'audit', audit.decision_id),
        author: 'human-agent',
        text,
        at_ms,
        by: audit.judged_by,
      },
    ],
    accepted_text: null,
    articles: [],
    url: null,
  };
  const lesson = readConversation({ question, thread, resolved_by: 'human-agent' });
  return 'candidate' in lesson ? lesson.candidate : null;
}
