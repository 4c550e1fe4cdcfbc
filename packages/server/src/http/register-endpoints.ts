/** Registers every row of the contract's table as a route: schemas, access and handler from one place. */
import { type Access, type EndpointName, endpoints, type Result } from '@understudy/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { LoggedName } from '../audit-log.ts';
import type { CallLog, Note } from './call-log.ts';
import type { MemberPrincipal, Principal, VisitorPrincipal } from './principal.ts';
import { authorise } from './principal.ts';

type Table = typeof endpoints;
type Parsed<N extends EndpointName, K extends 'params' | 'query' | 'body'> = Table[N] extends {
  readonly [key in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;
type CallerOf<N extends EndpointName> = Table[N]['access']['kind'] extends 'visitor'
  ? VisitorPrincipal
  : Table[N]['access']['kind'] extends 'member'
    ? MemberPrincipal
    : null;

/** A request, parsed: what a handler gets. */
export interface Call<N extends EndpointName> {
  readonly params: Parsed<N, 'params'>;
  readonly query: Parsed<N, 'query'>;
  readonly body: Parsed<N, 'body'>;
  readonly caller: CallerOf<N>;
  /** Adds to the entry of the audit log. */
  readonly note: Note;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
export type Handler<N extends EndpointName> = (call: Call<N>) => Promise<Result<N>>;
export type Handlers = { readonly [N in EndpointName]: Handler<N> };

export type Identify = (request: FastifyRequest) => Promise<Principal | null>;

/** Handlers by groups may be incomplete; all together they must be `Handlers`, which the type check enforces. */
export function registerEndpoints(app: FastifyInstance, handlers: Handlers, gate: Gate): void {
  const names = Object.keys(endpoints) as EndpointName[];
  const takesFile = (name: EndpointName) => 'takes_file' in endpoints[name];
  for (const name of names) if (!takesFile(name)) registerOne(app, name, handlers[name], gate);
  void app.register(async (scope) => {
    // Also a file of JSON is a file here: its handler reads the stream.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const name of names) if (takesFile(name)) registerOne(scope, name, handlers[name], gate);
  });
}

/** What stands before every handler. */
export interface Gate {
  readonly identify: Identify;
  readonly calls: CallLog;
  /** Throws where a visitor may not write because nobody has signed who it is. */
  readonly requireSigned: (method: string, caller: Principal | null) => Promise<void>;
}

function registerOne<N extends EndpointName>(
  app: FastifyInstance,
  name: N,
  handler: Handler<N>,
  { identify, calls, requireSigned }: Gate,
): void {
  const endpoint: import('@understudy/contract').Endpoint = endpoints[name];
  const { access } = endpoint;
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      operationId: name,
      summary: endpoint.summary,
      security:
        access.kind === 'public'
          ? []
          : access.kind === 'visitor'
            ? [{ visitor: [] }]
            : [{ session: [] }, { key: [] }],
      ...(endpoint.params && { params: endpoint.params }),
      ...(endpoint.query && { querystring: endpoint.query }),
      ...(endpoint.body && { body: endpoint.body }),
      response: { 200: endpoint.response },
    },
    ...(name === 'tellContext' && { bodyLimit: BULK_BODY_BYTES }),
    config: {
      endpoint: name,
      rateLimit: { ...RATE_LIMITS[name], ...(access.kind === 'public' && { keyGenerator: byAddress }) },
    },
    // Before the body is parsed: a stranger learns nothing about its form, and costs no memory.
    onRequest: async (request) => {
      request.principal = access.kind === 'public' ? null : await identify(request);
      await admit(calls, { name, method: endpoint.method, access }, request.principal);
      await requireSigned(endpoint.method, request.principal);
    },
    handler: async (request, reply) => {
      const { principal } = request;
      const run = (note: Note) =>
        handler({
          params: request.params as Parsed<N, 'params'>,
          query: request.query as Parsed<N, 'query'>,
          body: request.body as Parsed<N, 'body'>,
          caller: principal as CallerOf<N>,
          note,
          request,
          reply,
        });
      if (principal?.kind !== 'member') return run(() => undefined);
      const given = Object.assign({}, request.params, request.query, endpoint.body && request.body);
      return calls.around({ name, method: endpoint.method, caller: principal, given }, run);
    },
  });
}

interface Door {
  readonly name: LoggedName;
  readonly method: string;
  readonly access: Access;
}

/** Lets the caller through or throws; that a known one was refused is logged. */
export async function admit(
  calls: CallLog,
  { access, ...door }: Door,
  caller: Principal | null,
): Promise<void> {
  try {
    authorise(access, caller);
  } catch (error) {
    if (caller?.kind === 'member') await calls.refused({ ...door, caller });
    throw error;
  }
}

/** A thousand accounts with some facts each; more comes as a stream. */
const BULK_BODY_BYTES = 2 * 1024 ** 2;

/** Stricter than the rest: where a guess or a flood would cost. Per minute and caller. */
const RATE_LIMITS: Partial<Record<EndpointName, { max: number; timeWindow: number }>> = {
  signIn: { max: 10, timeWindow: 60_000 },
  setup: { max: 10, timeWindow: 60_000 },
  checkSetup: { max: 30, timeWindow: 60_000 },
  postVisitorAttachment: { max: 30, timeWindow: 60_000 },
  setReplyAddress: { max: 10, timeWindow: 60_000 },
  sendTestMail: { max: 5, timeWindow: 60_000 },
};

/** Where nobody is known, a header that anybody can make up makes no other caller. */
const byAddress = (request: FastifyRequest): string => request.ip;

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    endpoint?: EndpointName;
  }
}
