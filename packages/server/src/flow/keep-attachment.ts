/**
 * Keeps an uploaded file until it is sent with a message; one that was not sent within a day goes.
 *
 * Errors: `FlowError` not-found, conflict (too many that wait), payload-too-large (the conversation is full), and those
 * of `checkFile`.
 */
import { createHash } from 'node:crypto';
import { MAX_CONVERSATION_BYTES, MAX_UNSENT_ATTACHMENTS } from '@understudy/contract';
import { checkFile, type GivenFile } from '../attachment/check-file.ts';
import { tooMuchForOne } from '../files-to-send.ts';
import { FlowError } from '../flow-error.ts';
import { newId } from '../ids.ts';
import type { JobTable } from '../jobs/jobs.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

const UNSENT_KEPT_MS = 24 * 3_600_000;

export interface Upload {
  readonly workspace_id: string;
  readonly by: store.Sender;
  /** Reads the file, once it is known that there is room for one. */
  readonly read: () => Promise<GivenFile>;
}

export async function keepAttachment(
  parts: Pick<Parts, 'database' | 'jobs' | 'now_ms'>,
  { workspace_id, by, read }: Upload,
): Promise<store.AttachedFile> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, (tx) => requireRoom(tx, by, 1));
  const { name, type, bytes } = await checkFile(await read());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    await requireRoom(tx, by, bytes.length);
    const row = await store.insertAttachment(tx, {
      id: newId('attachment', at.getTime()),
      uploader: 'customer_id' in by ? 'customer' : 'member',
      customer_id: null,
      conversation_id: null,
      ...by,
      name,
      type,
      bytes,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      at,
    });
    const later = { startAfter: new Date(at.getTime() + UNSENT_KEPT_MS) };
    await parts.jobs.enqueue(tx, 'drop-unsent', { workspace_id, attachment_id: row.id }, later);
    return row;
  });
}

/** One upload after the other, so that two at once do not both take the last place. */
async function requireRoom(tx: store.Tx, by: store.Sender, size: number): Promise<void> {
  const owner =
    'customer_id' in by
      ? await store.lockCustomer(tx, by.customer_id)
      : await store.lockConversation(tx, by.conversation_id);
  if (owner === undefined) throw new FlowError('not-found');
  const waiting = await store.sumUnsent(tx, by);
  if (waiting.files >= MAX_UNSENT_ATTACHMENTS)
    throw new FlowError('conflict', `At most ${MAX_UNSENT_ATTACHMENTS} files may wait to be sent.`);
  const conversation_id =
    'customer_id' in by ? (await store.findOpenConversation(tx, by.customer_id))?.id : by.conversation_id;
  const sent = conversation_id === undefined ? 0 : await store.sumSent(tx, conversation_id);
  if (sent + waiting.bytes + size > MAX_CONVERSATION_BYTES) throw tooMuchForOne();
}

export async function dropUnsent(
  parts: Pick<Parts, 'database'>,
  { workspace_id, attachment_id }: JobTable['drop-unsent'],
): Promise<void> {
  await parts.database.asWorkspace(workspace_id, (tx) => store.deleteUnsent(tx, attachment_id));
}
