/** The endpoints whose bodies are streams: events for the console and the widget, and the exports as lines. */
import { streams } from '@understudy/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Database } from '../store/index.ts';
import { auditLogLines, ticketLines } from './export.ts';
import type { MemberPrincipal } from './principal.ts';
import { authorise } from './principal.ts';
import { ProblemError } from './problem.ts';
import { admit, type Gate } from './register-endpoints.ts';
import type { StreamHub } from './stream-hub.ts';

const CONSOLE_AUDIENCE = 'console';

export interface StreamParts extends Gate {
  readonly hub: StreamHub;
  readonly database: Database;
}

export function registerStreams(app: FastifyInstance, parts: StreamParts): void {
  const { hub, identify } = parts;
  const hide = { schema: { hide: true } };
  app.get(streams.events.path, hide, async (request, reply) => {
    const caller = await identify(request);
    authorise(streams.events.access, caller);
    await listen(hub, {
      request,
      reply,
      workspace_id: caller?.workspace_id ?? '',
      audience: CONSOLE_AUDIENCE,
      member_id: caller?.kind === 'member' ? caller.member_id : null,
    });
  });
  app.get(streams.widgetEvents.path, hide, async (request, reply) => {
    const caller = await identify(request);
    authorise(streams.widgetEvents.access, caller);
    if (caller?.kind !== 'visitor') throw new ProblemError('unauthenticated');
    const { workspace_id, customer_id: audience } = caller;
    await listen(hub, { request, reply, workspace_id, audience, member_id: null });
  });
  exportLines(app, parts, { name: 'export', file: 'tickets.ndjson', lines: ticketLines });
  exportLines(app, parts, { name: 'exportAuditLog', file: 'audit-log.ndjson', lines: auditLogLines });
}

interface Export {
  readonly name: 'export' | 'exportAuditLog';
  readonly file: string;
  readonly lines: (database: Database, workspace_id: string) => AsyncIterable<string>;
}

/** Logged before the first line leaves. */
function exportLines(app: FastifyInstance, parts: StreamParts, { name, file, lines }: Export): void {
  const { path, access } = streams[name];
  const { calls, database } = parts;
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const caller = await parts.identify(request);
    await admit(calls, { name, method: 'GET', access }, caller);
    const member = caller as MemberPrincipal;
    await calls.before({ name, method: 'GET', caller: member, given: {} });
    return reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(Readable.from(lines(database, member.workspace_id)));
  });
}

interface Listening {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly workspace_id: string;
  readonly audience: string;
  readonly member_id: string | null;
}

async function listen(
  hub: StreamHub,
  { request, reply, workspace_id, audience, member_id }: Listening,
): Promise<void> {
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
  await hub.subscribe({ workspace_id, audience, member_id, after_seq, raw: reply.raw });
}
