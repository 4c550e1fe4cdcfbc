/**
 * Writes a lesson about what is known: a resolution refused for a question, bound to conditions, merged, retired, split; a
 * word of the glossary.
 *
 * A person's own word is in force at once, as approved by its author; what a job proposes waits in the queue. In both
 * cases the lesson is the events that it tells, so that whatever takes lessons back takes these back too. The caller
 * drops the library where texts or resolutions come or go.
 */
import { announceLearning } from './announce.ts';
import { derivedId } from './ids.ts';
import type { PendingEvent } from './ledger-codec.ts';
import { isPreviewable } from './lesson-kinds.ts';
import type { Parts } from './parts.ts';
import { putBack } from './put-back.ts';
import type { Reviewer } from './settle-review.ts';
import * as store from './store/index.ts';

export interface Change {
  readonly workspace_id: string;
  readonly kind: 'negative' | 'condition' | 'merge' | 'retirement' | 'split' | 'glossary';
  /** Under which people find the lesson; a word of the glossary has its term for a title, and no id. */
  readonly resolution: { readonly id: string | null; readonly title: string };
  /** The question that it is about, else a sentence that says what it does, without words of customers. */
  readonly question: string;
  readonly events: readonly PendingEvent[];
  readonly change: store.KnownChange | null;
  /** Of a refusal: its own id, and whose question it is. */
  readonly exemplar_id?: string;
  readonly conversation_id?: string;
  /** Where it has to sort after those before it; else from its source. */
  readonly id?: string;
  /** The same source makes one lesson. */
  readonly source_key: string;
  /** Null for a job: then it is a proposal, and `reason` says why. */
  readonly by: Reviewer | null;
  readonly reason: string;
  readonly at: Date;
}

/** Answers the lesson's id. */
export async function keepChange(parts: Pick<Parts, 'jobs'>, tx: store.Tx, given: Change): Promise<string> {
  const { workspace_id, kind, resolution, by, at } = given;
  const id = given.id ?? derivedId('lesson', given.source_key);
  const { lesson, created } = await store.insertLesson(tx, {
    id,
    kind,
    stage: 'suggest',
    stage_why: by === null ? given.reason : 'a person said so',
    status: 'open',
    proposal: store.json({ events: given.events }),
    title: resolution.title,
    question: given.question,
    resolution_id: resolution.id,
    exemplar_id: given.exemplar_id ?? null,
    conversation_id: given.conversation_id ?? null,
    author: by?.name ?? null,
    source: 'human-reply',
    source_key: given.source_key,
    change: given.change && store.json(given.change),
    at,
  });
  if (!created) return lesson.id;
  if (by !== null) {
    await store.setReview(tx, {
      id,
      status: 'approved',
      stage: 'suggest',
      stage_why: lesson.stage_why,
      resolution_id: resolution.id,
      title: resolution.title,
      proposal: lesson.proposal,
      reviewer_id: by.member_id,
      reviewed_by: by.name,
      reviewed_at: at,
      review_reason: given.reason === '' ? null : given.reason,
      before: null,
    });
    await putBack(parts, tx, { workspace_id, lessons: [lesson], status: 'approved', at });
  }
  if (isPreviewable({ kind, proposal: by === null ? lesson.proposal : null })) {
    const preview = { workspace_id, lesson_id: id };
    await parts.jobs.enqueue(tx, 'preview-lesson', preview, { singletonKey: id });
  }
  await announceLearning(tx);
  return id;
}
