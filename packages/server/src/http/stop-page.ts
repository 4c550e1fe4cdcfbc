/**
 * The page behind the link “No more e-mails”. Opening it changes nothing, for mail programs open links by themselves; its
 * button does, and the one-click request of a mail program (RFC 8058).
 */
import type { MailLanguage } from '@understudy/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stopReplyMails } from '../flow/keep-reply-address.ts';
import { type MailPorts, STOP_PATH } from '../mail/ports.ts';
import type { StopClaims } from '../mail/stop-token.ts';
import { MAIL_WORDS } from '../mail/words.ts';
import { escaped, htmlMail } from '../mail/write-reply-mail.ts';
import type { Parts } from '../parts.ts';
import { found } from './problem.ts';

export type StopParts = Pick<Parts, 'database' | 'now_ms'> & MailPorts;

export function serveStopPage(app: FastifyInstance, parts: StopParts): void {
  void app.register(async (scope) => {
    // The button sends a form, a mail program something like one: neither is read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1_024 }, (_request, _body, done) =>
      done(null),
    );
    scope.get(STOP_PATH, { schema: { hide: true } }, async (request, reply) => {
      const { language } = await claimsOf(parts, request);
      const { stop, stop_ask } = MAIL_WORDS[language];
      return page(reply, language, [
        escaped(stop_ask),
        `<form method="post"><button style="font:inherit;padding:.6em 1em">${escaped(stop)}</button></form>`,
      ]);
    });
    scope.post(STOP_PATH, { schema: { hide: true } }, async (request, reply) => {
      const claims = await claimsOf(parts, request);
      await stopReplyMails(parts, claims);
      return page(reply, claims.language, [escaped(MAIL_WORDS[claims.language].stopped)]);
    });
  });
}

/** @throws ProblemError `not-found` for a link that is not ours */
async function claimsOf({ mail }: StopParts, request: FastifyRequest): Promise<StopClaims> {
  const { token } = request.query as Record<string, unknown>;
  return found(typeof token === 'string' ? await mail?.stops.verify(token) : null, 'link');
}

const page = (reply: FastifyReply, language: MailLanguage, paragraphs: readonly string[]): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(htmlMail({ language, paragraphs }));
