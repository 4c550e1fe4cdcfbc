/** The endpoints whose bodies are streams: events for the console and the widget, and the export of all tickets. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Database } from '../store/index.ts';
import { ticketLines } from './export.ts';
import type { MemberPrincipal } from './principal.ts';
import { authorise } from './principal.ts';
import { ProblemError } from './problem.ts';
import type { Identify } from './register-endpoints.ts';
import type { StreamHub } from './stream-hub.ts';

const CONSOLE_AUDIENCE = 'console';

export interface StreamParts {
  readonly hub: StreamHub;
  readonly identify: Identify;
  readonly database: Database;
}

export function registerStreams(app: FastifyInstance, parts: StreamParts): void {
  const { hub, identify } = parts;
  const hide = { schema: { hide: true } };
  app.get('/v1/events', hide, async (request, reply) => {
    const caller = await identify(request);
    authorise({ kind: 'member', role: 'agent', scope: 'conversations:read' }, caller);
    await listen(hub, {
      request,
      reply,
      workspace_id: caller?.workspace_id ?? '',
      audience: CONSOLE_AUDIENCE,
    });
  });
  app.get('/v1/widget/events', hide, async (request, reply) => {
    const caller = await identify(request);
    authorise({ kind: 'visitor' }, caller);
    if (caller?.kind !== 'visitor') throw new ProblemError('unauthenticated');
    await listen(hub, { request, reply, workspace_id: caller.workspace_id, audience: caller.customer_id });
  });
  app.get('/v1/export', hide, async (request, reply) => {
    const caller = await identify(request);
    authorise({ kind: 'member', role: 'lead', scope: 'export' }, caller);
    const { workspace_id } = caller as MemberPrincipal;
    return reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', 'attachment; filename="tickets.ndjson"')
      .send(Readable.from(ticketLines(parts.database, workspace_id)));
  });
}

interface Listening {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly workspace_id: string;
  readonly audience: string;
}

async function listen(hub: StreamHub, { request, reply, workspace_id, audience }: Listening): Promise<void> {
  if (hub.isFull) throw new ProblemError('unavailable', 'Too many open pages on this node.');
  const last = request.headers['last-event-id'];
  const after_seq = typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : null;
  // Hijacked replies skip Fastify's own headers: helmet's and those of CORS are carried over by hand.
  reply.hijack();
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
  });
  await hub.subscribe({ workspace_id, audience, after_seq, raw: reply.raw });
}
