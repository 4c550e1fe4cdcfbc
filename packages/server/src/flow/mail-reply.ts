/**
 * Sends one reply by e-mail, once it is due: if the customer has not seen it in the widget and still wants that.
 *
 * Done at least once: what was sent is not sent again, but for a crash between the mail server's yes and ours; then the
 * second one has the same Message-ID, and mail programs show one. What the mail server does not take now is tried again
 * within a day; what it refuses for good is not.
 */
import { announceConversation } from '../announce.ts';
import type { JobTable } from '../jobs/jobs.ts';
import { MailError } from '../mail/mailer.ts';
import { type MailPorts, STOP_PATH } from '../mail/ports.ts';
import { nextTryAt, refusalOf } from '../mail/try-again.ts';
import { writeReplyMail } from '../mail/write-reply-mail.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'log'> & MailPorts;

export async function mailReply(parts: Ports, job: JobTable['mail-reply']): Promise<void> {
  const { workspace_id } = job;
  const due = await parts.database.asWorkspace(workspace_id, (tx) => readDue(parts, tx, job.message_id));
  if (due === null) return;
  const refusal = await refusalOf(send(parts, workspace_id, due));
  await parts.database.asWorkspace(workspace_id, (tx) => settle(parts, tx, { job, refusal }));
}

interface Due {
  readonly message: store.Message;
  readonly address: store.ReplyAddress;
  readonly team: string;
}

/** Null where there is nothing to send; then it is noted why. */
async function readDue(parts: Ports, tx: store.Tx, message_id: string): Promise<Due | null> {
  const row = await store.lockReplyMail(tx, message_id);
  if (row?.state !== 'waiting') return null;
  const { conversation_id } = row;
  const at = new Date(parts.now_ms());
  const message = await store.getMessage(tx, message_id);
  const conversation = await store.getConversation(tx, conversation_id);
  const address = await store.getReplyAddress(tx, conversation_id);
  if (message === undefined || conversation === undefined) return null;
  const isSeen = conversation.read_seq >= message.seq;
  if (address !== undefined && !isSeen)
    return { message, address, team: (await store.getWorkspace(tx)).name };
  await store.updateReplyMail(tx, message_id, { state: isSeen ? 'seen' : 'stopped', at });
  await announceConversation(tx, { conversation_id });
  return null;
}

async function send({ mail }: Ports, workspace_id: string, { message, address, team }: Due): Promise<void> {
  if (mail === null) throw new MailError('This server is not set up to send e-mail any more.', true);
  const { conversation_id, language, page } = address;
  const token = await mail.stops.sign({ workspace_id, conversation_id, language });
  const stop_url = `${mail.public_url}${STOP_PATH}?token=${token}`;
  const written = writeReplyMail({
    language,
    team,
    author: message.author_name,
    text: message.text,
    files: message.attachments.map(({ name }) => name),
    page,
    stop_url,
  });
  await mail.mailer.send({
    ...written,
    from_name: team,
    to: address.address,
    message_id: message.id,
    headers: {
      'Auto-Submitted': 'auto-replied',
      'List-Unsubscribe': `<${stop_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  });
}

async function settle(
  parts: Ports,
  tx: store.Tx,
  { job, refusal }: { readonly job: JobTable['mail-reply']; readonly refusal: MailError | null },
): Promise<void> {
  const row = await store.lockReplyMail(tx, job.message_id);
  if (row?.state !== 'waiting') return;
  const at = new Date(parts.now_ms());
  const startAfter = nextTryAt(refusal, { tries: row.tries, at });
  const tries = row.tries + 1;
  const state = refusal === null ? 'sent' : startAfter !== null ? 'waiting' : 'failed';
  await store.updateReplyMail(tx, row.message_id, { state, tries, error: refusal?.message ?? null, at });
  if (startAfter !== null) await parts.jobs.enqueue(tx, 'mail-reply', job, { startAfter });
  if (refusal !== null)
    parts.log.warn({ message_id: row.message_id, state, tries }, 'a reply was not mailed');
  await announceConversation(tx, { conversation_id: row.conversation_id });
}
