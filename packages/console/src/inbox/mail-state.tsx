import type { ReplyMail } from '@understudy/contract';
import { clock } from '../ui/format.ts';

const WORDS: Record<ReplyMail['state'], (mail: ReplyMail) => string> = {
  waiting: ({ error }) =>
    error === null ? 'Goes by e-mail if it stays unseen' : `E-mail not taken yet: ${error}`,
  sent: ({ at }) => `Sent by e-mail ${clock(at)}`,
  seen: () => 'Seen in the widget; not sent by e-mail',
  stopped: () => 'Not sent by e-mail: no longer wanted',
  failed: ({ error }) => `E-mail failed: ${error ?? 'no reason was given'}`,
};

/** What became of a reply’s e-mail. */
export function MailState({ mail }: { mail: ReplyMail }) {
  const tone = mail.state === 'failed' ? 'text-bad' : 'text-muted';
  return <p className={`mt-1 text-xs ${tone}`}>{WORDS[mail.state](mail)}</p>;
}
