/** The widget lives in pages of other sites: its endpoints answer them, where the workspace lists them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

const WIDGET_PATHS = /^\/(v1\/widget\/|widget(-[\w-]+)?\.js|widget\/)/;
const MAX_AGE_S = '600';

/**
 * Any origin gets an answer that it may read; no cookie ever goes with it. What it may do is decided by the
 * workspace's list (`checkWidgetOrigin`) and the visitor's token.
 */
export function answerOtherOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !WIDGET_PATHS.test(request.url)) return;
    void reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
    if (request.method !== 'OPTIONS') return;
    await reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, content-type, last-event-id, idempotency-key')
      .header('access-control-max-age', MAX_AGE_S)
      .code(204)
      .send();
  });
}

/** @throws ProblemError `forbidden` for a page that the workspace does not list; an empty list means any */
export function checkWidgetOrigin(
  request: FastifyRequest,
  origins: readonly string[],
  public_url: string | null,
): void {
  const { origin } = request.headers;
  if (origin === undefined || origins.length === 0) return;
  const own = public_url === null ? `${request.protocol}://${request.host}` : new URL(public_url).origin;
  if (origin === own || origins.some((listed) => new URL(listed).origin === origin)) return;
  throw new ProblemError('forbidden', 'This site may not embed the widget.');
}
