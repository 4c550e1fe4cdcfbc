/** E-mails to the team, written in the transaction that makes them due; `mail-notice` sends each. */
import { newId } from './ids.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

const WHY =
  'You get this because your address stands under Settings → Alarms & webhooks. Nobody reads answers to this e-mail.';

export async function writeNoticeMails(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: store.Tx,
  given: {
    readonly workspace_id: string;
    readonly to: readonly string[];
    readonly subject: string;
    readonly paragraphs: readonly string[];
  },
): Promise<void> {
  const { workspace_id, subject } = given;
  const text = [...given.paragraphs, '—', WHY].join('\n\n');
  for (const address of new Set(given.to)) {
    const id = newId('notice_mail', parts.now_ms());
    await store.insertNoticeMail(tx, { id, address, subject, text, at: new Date(parts.now_ms()) });
    await parts.jobs.enqueue(tx, 'mail-notice', { workspace_id, mail_id: id });
  }
}
