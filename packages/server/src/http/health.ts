/** Liveness and readiness. Ready: the database answers, and what is slow to load has loaded. */
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../flow/watch-health.ts';

export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  const hide = { schema: { hide: true }, config: { rateLimit: false as const } };
  app.get('/healthz', hide, async () => ({ ok: true }));
  app.get('/readyz', hide, async (_, reply) => {
    const state = await readiness();
    return reply.code(state.ready ? 200 : 503).send(state);
  });
}
