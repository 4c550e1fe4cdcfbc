/** The Fastify app: limits, headers, request ids, problems, OpenAPI. Routes are registered by whoever composes it. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from '../log.ts';
import { ProblemError, sendProblem, toProblem } from './problem.ts';
import { refuseUnkeepable } from './unkeepable-text.ts';

/** Room for the longest message (20 000 characters of 4 bytes) with its context, and no more. */
const BODY_LIMIT_BYTES = 256 * 1024;

export interface AppOptions {
  readonly log: Logger;
  readonly version: string;
  readonly trust_proxy: boolean;
  /** Requests a minute that one caller may make. */
  readonly requests_per_minute: number;
}

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  // Fastify's own type of a logger, so that the app has the plain type that plugins and routes take.
  const log: FastifyBaseLogger = options.log;
  const app = Fastify({
    loggerInstance: log,
    // One line a request is written below, without what Fastify's own lines say about the caller.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trust_proxy,
    genReqId: () => randomUUID(),
    requestTimeout: 120_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: refuseUnrouted,
  });
  app.setValidatorCompiler(exceptStreams);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('principal', null);
  answerWithProblems(app);
  await app.register(helmet, securityHeaders());
  await app.register(rateLimit, {
    max: options.requests_per_minute,
    timeWindow: 60_000,
    keyGenerator: callerKey,
    hook: 'onRequest',
  });
  await app.register(swagger, openapi(options.version));
  logRequests(app);
  return app;
}

function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.code === 'internal' || problem.code === 'disk-full')
      request.log.error({ err: error, request_id: request.id }, 'request failed');
    return sendProblem(reply, request, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, request, new ProblemError('not-found')));
  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

/** What the router refuses by itself: no hook has seen it, so that what they add is said here. */
function refuseUnrouted(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'x-request-id': request.id,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  // Nothing has an id as long as that.
  const isTooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
  void sendProblem(reply, request, isTooLong ? new ProblemError('not-found') : toProblem(error));
}

/** A body that comes as a stream is checked line by line where it is read. */
const exceptStreams: typeof validatorCompiler = (route) => {
  const validate = validatorCompiler(route);
  return (data: unknown) => {
    if (data instanceof Readable) return { value: data };
    const refused = refuseUnkeepable(data);
    return refused === null ? validate(data) : { error: refused };
  };
};

/** One caller: a token, key or session where one came, else the address. */
function callerKey(request: FastifyRequest): string {
  const { authorization } = request.headers;
  return authorization === undefined ? request.ip : `${request.ip} ${authorization.slice(-24)}`;
}

function securityHeaders() {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Pictures that visitors attach are shown from the memory of the page.
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' as const },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}

function openapi(version: string) {
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Understudy', version, description: 'HTTP API of Understudy.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'understudy.session_token' },
          key: { type: 'http' as const, scheme: 'bearer' },
          visitor: { type: 'http' as const, scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    transform: jsonSchemaTransform,
  };
}

/** One line a request, without query, body or address. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const line = {
      request_id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime),
    };
    // A probe that hears "not yet" is no failure of a request.
    if (reply.statusCode >= 500 && route !== '/readyz') request.log.warn(line, 'request');
    else request.log.debug(line, 'request');
  });
}
