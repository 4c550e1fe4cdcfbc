/** The uploaded files that a message takes along, checked to be its sender's and not sent before. */
import { MAX_CONVERSATION_BYTES } from '@understudy/contract';
import { FlowError } from './flow-error.ts';
import * as store from './store/index.ts';

export interface FilesToSend {
  readonly ids: readonly string[];
  readonly by: store.Sender;
  readonly conversation_id: string;
}

/** @throws FlowError `not-found`, or `payload-too-large` where the conversation is full */
export async function filesToSend(
  tx: store.Tx,
  { ids, by, conversation_id }: FilesToSend,
): Promise<readonly store.AttachedFile[]> {
  const files = await store.findUnsent(tx, { ids, by });
  if (files === null) throw new FlowError('not-found', 'One of the attachments is gone, or was sent before.');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > 0 && (await store.sumSent(tx, conversation_id)) + bytes > MAX_CONVERSATION_BYTES)
    throw tooMuchForOne();
  return files;
}

export const tooMuchForOne = () =>
  new FlowError(
    'payload-too-large',
    `The files of one conversation may have ${MAX_CONVERSATION_BYTES / 1e6} MB together.`,
  );

/** Whether a message that stands took these files along: the same request again, and not another one. */
export const hasSameFiles = ({ attachments }: store.Message, ids: readonly string[]): boolean =>
  attachments.map(({ id }) => id).join(' ') === ids.join(' ');
