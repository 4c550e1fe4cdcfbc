/** Writes one lesson: resolution, lesson, exemplar, vector, and the promise to apply them to the model. */
import type { EncodedQuestion, Question, Resolution } from '@understudy/engine';
import { announceLearning } from './announce.ts';
import { derivedId } from './ids.ts';
import { keepResolution } from './keep-mined.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

export interface DrawnLesson {
  readonly workspace_id: string;
  /** What it was drawn from; the same source teaches the same resolution once. */
  readonly source_key: string;
  readonly kind: store.Lesson['kind'];
  readonly conversation_id: string;
  readonly author: string | null;
  readonly question: EncodedQuestion;
  readonly resolution: Resolution;
  /** What the model hears before the lesson (labels), and after it. */
  readonly before: readonly PendingEvent[];
  readonly after: readonly PendingEvent[];
}

/** Without an encoder the question goes on without a vector: its words are learned all the same. */
export async function encodeQuestion(
  parts: Pick<Parts, 'encoder' | 'log'>,
  question: Question,
): Promise<EncodedQuestion> {
  try {
    const [vector] = await parts.encoder.encode([question.text]);
    return { ...question, vector: vector ?? null };
  } catch (error) {
    parts.log.warn({ err: error, question_id: question.id }, 'encoder failed; going on with the words alone');
    return { ...question, vector: null };
  }
}

/** Call it in `libraries.write`, with a resolution of the library. */
export async function keepLesson(parts: Parts, tx: store.Tx, drawn: DrawnLesson): Promise<void> {
  const { workspace_id, source_key, question, resolution } = drawn;
  const at = new Date(parts.now_ms());
  const ids = { lesson: derivedId('lesson', source_key), exemplar: derivedId('exemplar', source_key) };
  await keepResolution(tx, { resolution, author: drawn.author, at });
  await store.setSources(tx, resolution);
  const { created } = await store.insertLesson(tx, {
    id: ids.lesson,
    kind: drawn.kind,
    stage: resolution.stage,
    title: resolution.title,
    question: question.text,
    resolution_id: resolution.id,
    exemplar_id: ids.exemplar,
    conversation_id: drawn.conversation_id,
    author: drawn.author,
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
    ...drawn.before,
    // The lesson before its text: what was known about the question must not contain its own answer.
    { kind: 'lesson-applied', exemplar },
    { kind: 'resolution-upserted', resolution },
    ...drawn.after,
  ];
  await store.promise(tx, { id: ids.lesson, kind: 'apply-lesson', payload: events });
  await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
  await announceLearning(tx);
}

async function keepExemplar(
  tx: store.Tx,
  kept: { drawn: DrawnLesson; ids: { lesson: string; exemplar: string }; at: Date; encoder_id: string },
): Promise<void> {
  const { question, resolution, conversation_id } = kept.drawn;
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
      conversation_id,
      stage: resolution.stage,
      at: kept.at,
    },
  ]);
  if (question.vector === null) return;
  await store.insertVectors(tx, [
    { question_id: question.id, encoder_id: kept.encoder_id, vector: question.vector },
  ]);
}
