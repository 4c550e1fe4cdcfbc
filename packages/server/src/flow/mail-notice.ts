/**
 * Sends one e-mail to one of the team. Done at least once, like every job: a second one has the same Message-ID. What the
 * mail server does not take now is tried again within a day.
 */
import type { JobTable } from '../jobs/jobs.ts';
import { MailError } from '../mail/mailer.ts';
import type { MailPorts } from '../mail/ports.ts';
import { nextTryAt, refusalOf } from '../mail/try-again.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

type Ports = Pick<Parts, 'database' | 'jobs' | 'now_ms' | 'log'> & Pick<MailPorts, 'mail'>;

const KEPT_MS = 30 * 86_400_000;

export async function mailNotice(parts: Ports, job: JobTable['mail-notice']): Promise<void> {
  const { workspace_id, mail_id } = job;
  const due = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.lockNoticeMail(tx, mail_id);
    return row?.state === 'waiting' ? { row, team: (await store.getWorkspace(tx)).name } : null;
  });
  if (due === null) return;
  const refusal = await refusalOf(send(parts, due));
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const row = await store.lockNoticeMail(tx, mail_id);
    if (row?.state !== 'waiting') return;
    const at = new Date(parts.now_ms());
    const startAfter = nextTryAt(refusal, { tries: row.tries, at });
    const tries = row.tries + 1;
    const state = refusal === null ? 'sent' : startAfter !== null ? 'waiting' : 'failed';
    await store.updateNoticeMail(tx, mail_id, { state, tries, error: refusal?.message ?? null, at });
    await store.pruneNoticeMails(tx, new Date(at.getTime() - KEPT_MS));
    if (startAfter !== null) await parts.jobs.enqueue(tx, 'mail-notice', job, { startAfter });
    if (refusal !== null) parts.log.warn({ mail_id, state, tries }, 'a notice was not mailed');
  });
}

async function send(
  { mail }: Ports,
  { row, team }: { readonly row: store.NoticeMailRow; readonly team: string },
): Promise<void> {
  if (mail === null) throw new MailError('This server is not set up to send e-mail.', true);
  await mail.mailer.send({
    from_name: team,
    to: row.address,
    subject: row.subject,
    text: row.text,
    message_id: row.id,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}
