/**
 * Sends e-mail through one SMTP server.
 *
 * Connections to other machines must be encrypted, unless the URL says `?requireTLS=false`; certificates are checked.
 * Neither files nor URLs can be reached from within a mail. Time limit: half a minute for each step. One address is sent 20
 * e-mails a day by this process: nobody proves that an address is theirs, so a stranger's may be named again and again.
 */
import { createTransport } from 'nodemailer';
import { redactText } from '../redaction.ts';
import { DailyLimit } from './daily-limit.ts';

const STEP_MS = 30_000;
const MAX_REASON = 200;
const MOST_A_DAY = 20;
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface Mail {
  readonly from_name: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Left out: plain text only. */
  readonly html?: string;
  /** The same mail sent twice has the same one, and is shown once. */
  readonly message_id: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `is_final`: trying again would not help. The message holds nothing secret and no address. */
export class MailError extends Error {
  readonly is_final: boolean;
  constructor(reason: string, is_final: boolean) {
    super(redactText(reason).slice(0, MAX_REASON));
    this.name = 'MailError';
    this.is_final = is_final;
  }
}

export interface Mailer {
  /** The address that everything is from. */
  readonly from: string;
  /** @throws MailError */
  send(mail: Mail): Promise<void>;
}

export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

export function createMailer({ url, from }: MailSettings, now_ms: () => number = Date.now): Mailer {
  const sent = new DailyLimit(MOST_A_DAY);
  const transport = createTransport({
    ...optionsOf(new URL(url)),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    from,
    async send({ from_name, to, message_id, ...mail }) {
      if (!ONE_ADDRESS.test(to)) throw new MailError('Expected one address, found something else.', true);
      const mailbox = mailboxOf(to);
      if (sent.isReached(mailbox, now_ms()))
        throw new MailError(`This address was sent ${MOST_A_DAY} e-mails within a day.`, true);
      try {
        await transport.sendMail({
          ...mail,
          messageId: `<${message_id}@${from.split('@')[1] ?? 'localhost'}>`,
          from: { name: oneLine(from_name), address: from },
          to: { name: '', address: to },
          subject: oneLine(mail.subject),
          envelope: { from, to: [to] },
        });
      } catch (error) {
        const { message, code, responseCode = 0 } = error as Refusal;
        // That encryption failed says nothing about this e-mail.
        throw new MailError(message ?? 'no answer', responseCode >= 500 && code !== 'ETLS');
      }
      sent.count(mailbox, now_ms());
    },
  };
}

interface Refusal {
  readonly message?: string;
  readonly code?: string;
  /** Of the SMTP server. */
  readonly responseCode?: number;
}

function optionsOf({ protocol, hostname, port, username, password, searchParams }: URL) {
  const secure = protocol === 'smtps:';
  const mayBePlain = THIS_MACHINE.has(hostname) || searchParams.get('requireTLS') === 'false';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !mayBePlain,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
  };
}

/** The library would read several where a comma stands. */
const ONE_ADDRESS = /^[^\s,;:<>()"\\@]+@[^\s,;:<>()"\\@]+$/;

/** `ann+shop@…` is read by ann, too. */
const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@');

/** A line break in a header would begin another one. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
