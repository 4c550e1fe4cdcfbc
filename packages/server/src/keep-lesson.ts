/** Writes one lesson: resolution, lesson, exemplar, vector, and the promise to apply them to the model. */
import type { EncodedQuestion, Question, Resolution } from '@understudy/engine';
import { announceLearning } from './announce.ts';
import { toExemplarRow, toLessonApplied } from './exemplar-row.ts';
import { derivedId } from './ids.ts';
import { keepResolution } from './keep-mined.ts';
import type { PendingEvent } from './ledger-codec.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

export interface DrawnLesson {
  readonly workspace_id: string;
  /** What it was drawn from; the same source teaches the same resolution once. */
  readonly source_key: string;
  readonly kind: store.Lesson['kind'];
  readonly conversation_id: string;
  readonly author: string | null;
  readonly question: EncodedQuestion;
  readonly resolution: Resolution;
  /** Whether the library did not know the resolution before. */
  readonly is_new: boolean;
  /** What the checks said, and how far the lesson may come before a person looks. */
  readonly checked: CheckedLesson;
  /** What the model hears before the lesson (labels), and after it. */
  readonly before: readonly PendingEvent[];
  readonly after: readonly PendingEvent[];
}

export interface CheckedLesson {
  readonly findings: readonly store.Finding[];
  readonly stage: store.StageName;
  readonly why: string;
  /** It never goes out without a person, whatever is certified. */
  readonly needs_person: boolean;
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

/** Whether a lesson is kept from the model until a person looks. */
export const waits = ({ stage }: CheckedLesson, is_new: boolean): boolean =>
  stage === 'captured' || (stage === 'shadow' && !is_new);

/**
 * Call it in `libraries.write`, with a resolution of the library. A lesson that a check doubts is not applied, but for a
 * new resolution in `shadow`, which nobody sees: what would be applied waits in the row for a person. Answers whether
 * the lesson waits; the library must then be dropped, since it holds what is not in force.
 */
export async function keepLesson(parts: Parts, tx: store.Tx, drawn: DrawnLesson): Promise<boolean> {
  const { workspace_id, source_key, question, checked } = drawn;
  const at = new Date(parts.now_ms());
  const ids = { lesson: derivedId('lesson', source_key), exemplar: derivedId('exemplar', source_key) };
  const isHeld = waits(checked, drawn.is_new);
  // New answers start as far as the checks let them; what is known stays where it stands.
  const resolution = drawn.is_new ? asChecked(drawn) : drawn.resolution;
  const events = eventsOf({ ...drawn, resolution }, ids.exemplar);
  if (isHeld) await holdResolution(tx, { resolution, author: drawn.author, at });
  else {
    await keepResolution(tx, { resolution, author: drawn.author, at });
    await store.setSources(tx, resolution);
  }
  const { created } = await store.insertLesson(tx, {
    id: ids.lesson,
    kind: drawn.kind,
    stage: isHeld ? checked.stage : resolution.stage,
    stage_why: checked.why,
    status: 'open',
    findings: store.json(checked.findings),
    proposal: isHeld ? store.json({ events }) : null,
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
  if (!created) return isHeld;
  // What it would have changed stands beside it when somebody reviews it, and orders the queue.
  const preview = { workspace_id, lesson_id: ids.lesson };
  await parts.jobs.enqueue(tx, 'preview-lesson', preview, { singletonKey: ids.lesson });
  await keepVector(tx, question, parts.encoder.id);
  if (!isHeld) {
    const { conversation_id } = drawn;
    const taught = { question, resolution, lesson_id: ids.lesson, conversation_id, at };
    await store.insertExemplars(tx, [toExemplarRow({ id: ids.exemplar, ...taught })]);
    await store.promise(tx, { id: ids.lesson, kind: 'apply-lesson', payload: events });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id });
  }
  await announceLearning(tx);
  return isHeld;
}

/** What takes a person each time is of the stakes that never unlock by themselves. */
function asChecked({ resolution, checked }: DrawnLesson): Resolution {
  const stakes = checked.needs_person ? 'money-security' : resolution.stakes;
  return { ...resolution, stage: checked.stage, stakes };
}

function eventsOf(drawn: DrawnLesson, exemplar_id: string): PendingEvent[] {
  const { question, resolution } = drawn;
  return [
    ...drawn.before,
    // The lesson before its text: what was known about the question must not contain its own answer.
    toLessonApplied({ id: exemplar_id, question, resolution }),
    { kind: 'resolution-upserted', resolution },
    ...drawn.after,
  ];
}

/** A lesson names a resolution; one that is not in force yet is none that anybody finds. */
async function holdResolution(
  tx: store.Tx,
  { resolution, author, at }: { resolution: Resolution; author: string | null; at: Date },
): Promise<void> {
  if ((await store.getResolution(tx, resolution.id)) !== undefined) return;
  await keepResolution(tx, { resolution, author, at });
  await store.retireResolution(tx, { id: resolution.id, at });
}

async function keepVector(tx: store.Tx, { id, vector }: EncodedQuestion, encoder_id: string): Promise<void> {
  if (vector === null) return;
  await store.insertVectors(tx, [{ question_id: id, encoder_id, vector }]);
}
