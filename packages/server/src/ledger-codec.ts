/** Events of the model as rows of the ledger and back: the position is the row's, vectors have a table of their own. */
import type { EncodedQuestion, ModelEvent } from '@understudy/engine';
import { type LedgerEvent, type NewEvent, toVector } from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

type WithoutSeq<E> = E extends ModelEvent ? Omit<E, 'seq'> : never;
/** An event that has no position yet. */
export type PendingEvent = WithoutSeq<ModelEvent>;

/** `id` comes from what caused the event, so that the same cause twice collides instead of counting twice. */
export function toLedger(
  event: PendingEvent,
  { id, at }: { readonly id: string; readonly at: Date },
): NewEvent {
  const question_id =
    event.kind === 'stakes-labelled' ? event.label.question_id : (questionOf(event)?.id ?? null);
  return { id, kind: event.kind, payload: withoutVector(event), question_id, at };
}

/** Null for an event whose content was erased: it keeps its position and does nothing. */
export function fromLedger(row: LedgerEvent): ModelEvent | null {
  const payload = row.payload as PendingEvent & { readonly erased?: true };
  if (payload.erased) return null;
  const vector = row.vector === null ? null : toVector(row.vector);
  const event = { ...payload, kind: row.kind, seq: row.seq } as ModelEvent;
  return withQuestion(event, (question) => ({ ...question, vector }));
}

/** The event with its question changed, where it carries one. */
export function withQuestion<E extends PendingEvent | ModelEvent>(
  event: E,
  change: (question: EncodedQuestion) => EncodedQuestion,
): E {
  if (event.kind === 'lesson-applied')
    return { ...event, exemplar: { ...event.exemplar, question: change(event.exemplar.question) } };
  if (event.kind === 'answer-refused')
    return { ...event, refusal: { ...event.refusal, question: change(event.refusal.question) } };
  return event;
}

export function questionOf(event: PendingEvent): EncodedQuestion | null {
  if (event.kind === 'lesson-applied') return event.exemplar.question;
  return event.kind === 'answer-refused' ? event.refusal.question : null;
}

const withoutVector = (event: PendingEvent): object =>
  withQuestion(event, (question) => toStoredQuestion(question) as EncodedQuestion);
