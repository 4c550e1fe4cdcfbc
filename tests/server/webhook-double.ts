/** A receiver of webhooks for tests: keeps what comes, and answers with what is queued, else 204; `retry_after` once. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  /** Letter by letter. */
  readonly body: string;
}

export class WebhookDouble {
  readonly received: ReceivedEvent[] = [];
  readonly statuses: number[] = [];
  retry_after: string | null = null;
  readonly #server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      this.received.push({ headers: request.headers, body });
      const status = this.statuses.shift() ?? 204;
      const told = this.retry_after === null ? {} : { 'retry-after': this.retry_after };
      this.retry_after = null;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : told).end();
    });
  });

  static async start(): Promise<WebhookDouble> {
    const double = new WebhookDouble();
    double.#server.listen(0, '127.0.0.1');
    await once(double.#server, 'listening');
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** What a receiver does with the library of the standard. @throws WebhookVerificationError */
export const verified = (secret: string, { body, headers }: ReceivedEvent): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
