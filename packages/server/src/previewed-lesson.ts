/** From rows to what a preview takes: a lesson, and questions with their vectors. */
import { setTimeout } from 'node:timers/promises';
import type { EncodedQuestion, PreviewedLesson, Question } from '@understudy/engine';
import { toLessonApplied } from './exemplar-row.ts';
import { type PendingEvent, questionOf, withQuestion } from './ledger-codec.ts';
import { isPreviewable } from './lesson-kinds.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

const PROMISE_CHECK_MS = 250;

/** What a lesson tells the model stands in the ledger once it is promised no more; waits so long at most. */
export async function lessonApplied(
  parts: Pick<Parts, 'database' | 'now_ms'>,
  given: { readonly workspace_id: string; readonly lesson_id: string; readonly within_ms: number },
): Promise<void> {
  const { workspace_id, lesson_id } = given;
  const until_ms = parts.now_ms() + given.within_ms;
  while (await parts.database.asWorkspace(workspace_id, (tx) => store.isStillPromised(tx, lesson_id))) {
    if (parts.now_ms() >= until_ms) return;
    await setTimeout(PROMISE_CHECK_MS);
  }
}

interface Reading {
  readonly encoder_id: string;
}

/** Null where there is nothing to preview: its question was erased, or its kind has none. */
export async function previewedLesson(
  tx: store.Tx,
  lesson: Pick<store.Lesson, 'kind' | 'proposal' | 'exemplar_id' | 'resolution_id' | 'change'>,
  { encoder_id }: Reading,
): Promise<PreviewedLesson | null> {
  const { kind, proposal, exemplar_id, resolution_id, change } = lesson;
  if (!isPreviewable(lesson) || resolution_id === null) return null;
  if (proposal === null && kind === 'condition')
    return { kind: 'conditions-in-force', resolution_id, before: change?.before ?? [] };
  if (proposal === null) return exemplar_id === null ? null : { kind: 'in-force', exemplar_id };
  const given = proposal.events as readonly PendingEvent[];
  const question_ids = given.flatMap((event) => questionOf(event)?.id ?? []);
  const vectors = await store.findVectors(tx, { question_ids, encoder_id });
  const events = given.map((event) =>
    withQuestion(event, (question) => ({ ...question, vector: vectors.get(question.id) ?? null })),
  );
  return events.length === 0 ? null : { kind: 'proposed', events };
}

/** The lesson as a merge would have it: one more question of another resolution, while its own goes where nobody else taught it. */
export async function asMerged(tx: store.Tx, lesson: store.Lesson, into: string): Promise<store.Lesson> {
  const { exemplar_id, resolution_id, proposal } = lesson;
  const waiting = ((proposal?.events ?? []) as PendingEvent[]).find(
    (event) => event.kind === 'lesson-applied',
  );
  const id = waiting?.exemplar.id ?? exemplar_id ?? '';
  const [known] = await store.exemplarQuestions(tx, [id]);
  const question = waiting?.exemplar.question ?? (known as Question | undefined);
  const own = resolution_id === null ? undefined : await store.getResolution(tx, resolution_id);
  const events: PendingEvent[] =
    question === undefined ? [] : [toLessonApplied({ id, question, resolution: { id: into } })];
  if (own !== undefined && own.retired_at === null && own.exemplars <= 1)
    events.push({ kind: 'resolution-retired', resolution_id: own.id });
  return { ...lesson, kind: 'new-exemplar', resolution_id: into, proposal: { events } };
}

/** Questions as rows keep them, with their vectors. */
export async function withVectors(
  tx: store.Tx,
  { questions, encoder_id }: Reading & { readonly questions: readonly unknown[] },
): Promise<EncodedQuestion[]> {
  const asked = questions as readonly Omit<EncodedQuestion, 'vector'>[];
  const question_ids = asked.map(({ id }) => id);
  const vectors = await store.findVectors(tx, { question_ids, encoder_id });
  return asked.map((question) => ({ ...question, vector: vectors.get(question.id) ?? null }));
}
