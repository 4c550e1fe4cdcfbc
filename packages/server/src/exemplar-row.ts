/** The row that people see of a worked question; the model has it from the ledger. */
import type { Question, Resolution } from '@understudy/engine';
import type { NewExemplar } from './store/index.ts';

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
