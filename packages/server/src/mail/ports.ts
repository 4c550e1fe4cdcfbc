/** What steps that send e-mail are given. */
import type { Mailer } from './mailer.ts';
import type { StopTokens } from './stop-token.ts';

export interface MailPorts {
  /** Null where the server is not set up to send e-mail. */
  readonly mail: {
    readonly mailer: Mailer;
    readonly stops: StopTokens;
    /** Of this server, for links. */
    readonly public_url: string;
  } | null;
}

export const STOP_PATH = '/v1/mail/stop';
