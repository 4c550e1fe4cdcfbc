/** A mail server for tests: keeps what it is given, or refuses with what is queued. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** Head and body as they came. */
  readonly raw: string;
}

export class SmtpDouble {
  readonly received: Received[] = [];
  /** Answers to the next recipients; where there is none, they are taken. */
  readonly refusals: { readonly code: number; readonly text: string }[] = [];
  readonly #server: SMTPServer;
  port = 0;

  private constructor(offers_tls: boolean) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: offers_tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        const refusal = this.refusals.shift();
        if (refusal === undefined) return done();
        done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          this.received.push({
            from,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString(),
          });
          done();
        });
      },
    });
    this.#server.on('error', () => undefined); // a client that does not trust the certificate hangs up
  }

  /** `offers_tls`: with a certificate that nobody trusts. */
  static async start({ offers_tls = false, host = '127.0.0.1' } = {}): Promise<SmtpDouble> {
    const double = new SmtpDouble(offers_tls);
    const listening = double.#server.listen(0, host);
    await once(listening, 'listening');
    double.port = (listening.address() as AddressInfo).port;
    return double;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }
}
