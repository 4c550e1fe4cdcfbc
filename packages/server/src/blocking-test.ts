/** Adds a blocking test: a question that must, or must not, be answered with this resolution. */
import type { Question } from '@understudy/engine';
import * as store from './store/index.ts';
import { toStoredQuestion } from './translate.ts';

export interface NewBlockingTest {
  readonly question: Question;
  readonly resolution_id: string;
  readonly expect: store.BlockingTest['expect'];
  readonly source: store.BlockingTest['source'];
  readonly decision_id: string;
  readonly at: Date;
}

/** One for each decision and source; previews show more than one answer to a question. */
export const blockingTestId = ({
  source,
  decision_id,
  resolution_id,
}: Pick<NewBlockingTest, 'source' | 'decision_id' | 'resolution_id'>): string =>
  source === 'preview' ? `${source} ${decision_id} ${resolution_id}` : `${source} ${decision_id}`;

/** Once for each id. The question's vector is looked up by its id when the test is run. */
export async function addBlockingTest(tx: store.Tx, test: NewBlockingTest): Promise<void> {
  const { question } = test;
  await store.insertBlockingTest(tx, {
    ...test,
    id: blockingTestId(test),
    question: toStoredQuestion(question),
    question_id: question.id,
  });
  await store.trimBlockingTests(tx);
}
