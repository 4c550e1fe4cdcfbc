/** A worked question: the row that people see, and what the ledger tells the model. */
import type { Question, Resolution } from '@understudy/engine';
import type { PendingEvent } from './ledger-codec.ts';
import type { NewExemplar } from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

/** Its vector stands in a table of its own. */
export function toLessonApplied(taught: {
  readonly id: string;
  readonly question: Question;
  readonly resolution: Pick<Resolution, 'id'>;
}): Extract<PendingEvent, { kind: 'lesson-applied' }> {
  const { id, question, resolution } = taught;
  const stored = { ...toStoredQuestion(question), vector: null };
  return { kind: 'lesson-applied', exemplar: { id, resolution_id: resolution.id, question: stored } };
}

export function toExemplarRow(taught: {
  readonly id: string;
  readonly question: Question;
  readonly resolution: Pick<Resolution, 'id' | 'stage'>;
  readonly lesson_id: string;
  readonly conversation_id: string | null;
  readonly at: Date;
}): NewExemplar {
  const { id, question, resolution, lesson_id, conversation_id, at } = taught;
  const { id: question_id, text: question_text, context, language, account } = question;
  const asked = { question_id, question_text, context, language, account };
  const { id: resolution_id, stage } = resolution;
  return { id, resolution_id, ...asked, lesson_id, conversation_id, stage, at };
}
