/** Writes one version of a workflow, and the lesson that it is, in the caller's transaction. */
import { derivedId } from './ids.ts';
import * as store from './store/index.ts';

export interface WrittenWorkflow {
  readonly resolution_id: string;
  readonly title: string;
  readonly text: string;
  /** What the lesson was drawn from; the same source brings one version. */
  readonly source_key: string;
  readonly evidence: Readonly<Record<string, number>> | null;
  /** What stands beside the lesson in the queue. */
  readonly why: string;
  /** Who wrote it; null where it was mined, and waits for a person. */
  readonly writer: { readonly member_id: string | null; readonly name: string } | null;
  readonly at: Date;
}

/** A topic has one workflow, named after the resolution that stands for it. */
export const workflowIdOf = (resolution_id: string): string => derivedId('workflow', resolution_id);

/** Answers the workflow's id. A source that brought its version before brings none. */
export async function keepWorkflow(tx: store.Tx, written: WrittenWorkflow): Promise<string> {
  const { resolution_id, title, text, source_key, evidence, why, writer, at } = written;
  const id = workflowIdOf(resolution_id);
  await store.holdWorkflow(tx, { id, resolution_id, at });
  const { lesson, created } = await store.insertLesson(tx, {
    id: derivedId('lesson', source_key),
    kind: 'workflow',
    stage: writer === null ? 'captured' : 'suggest',
    stage_why: why,
    status: writer === null ? 'open' : 'approved',
    title,
    question: `How people handle: ${title}`,
    resolution_id,
    exemplar_id: null,
    conversation_id: null,
    author: writer?.name ?? null,
    source: 'workflow',
    source_key,
    reviewer_id: writer?.member_id ?? null,
    reviewed_by: writer?.name ?? null,
    reviewed_at: writer === null ? null : at,
    at,
  });
  if (!created) return id;
  const author = writer?.name ?? null;
  await store.addWorkflowVersion(tx, {
    workflow_id: id,
    lesson_id: lesson.id,
    title,
    text,
    evidence,
    author,
    at,
  });
  return id;
}
