/** All routes on one app. */
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../flow/watch-health.ts';
import { createApp, type AppOptions } from './app.ts';
import { answerOtherOrigins } from './cors.ts';
import { createCallLog, loggingDatabase } from './call-log.ts';
import { auditLogHandlers } from './handlers/audit-log.ts';
import { auditHandlers } from './handlers/audits.ts';
import { controlHandlers } from './handlers/control.ts';
import type { HttpParts } from './handlers/http-parts.ts';
import { importHandlers } from './handlers/imports.ts';
import { inboxHandlers } from './handlers/inbox.ts';
import { autonomyHandlers } from './handlers/autonomy.ts';
import { knowledgeHandlers } from './handlers/knowledge.ts';
import { lessonHandlers } from './handlers/lessons.ts';
import { sessionHandlers } from './handlers/session.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { topicHandlers } from './handlers/topics.ts';
import { workflowHandlers } from './handlers/workflows.ts';
import { widgetHandlers } from './handlers/widget.ts';
import { registerHealth } from './health.ts';
import { identify } from './identify.ts';
import { type Gate, registerEndpoints } from './register-endpoints.ts';
import { serveFiles, type StaticFolders } from './static-files.ts';
import type { StreamHub } from './stream-hub.ts';
import { registerStreams } from './streams.ts';

export interface HttpOptions extends AppOptions {
  readonly parts: HttpParts;
  readonly hub: StreamHub;
  readonly readiness: () => Promise<Readiness>;
  readonly folders: StaticFolders;
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { parts, hub } = options;
  const app = await createApp(options);
  answerOtherOrigins(app);
  acceptUploads(app);
  const gate: Gate = { identify: (request) => identify(parts, request), calls: createCallLog(parts) };
  registerHealth(app, options.readiness);
  registerStreams(app, { hub, database: parts.database, ...gate });
  registerEndpoints(app, handlersOf({ ...parts, database: loggingDatabase(parts) }), gate);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await serveFiles(app, options.folders, parts.database);
  await app.ready();
  return app;
}

function handlersOf(parts: HttpParts) {
  return {
    ...sessionHandlers(parts),
    ...widgetHandlers(parts),
    ...inboxHandlers(parts),
    ...auditHandlers(parts),
    ...auditLogHandlers(parts),
    ...knowledgeHandlers(parts),
    ...autonomyHandlers(parts),
    ...lessonHandlers(parts),
    ...controlHandlers(parts),
    ...topicHandlers(parts),
    ...workflowHandlers(parts),
    ...importHandlers(parts),
    ...settingsHandlers(parts),
  };
}

/** Uploads pass through as streams: their size is limited where they are written. */
function acceptUploads(app: FastifyInstance): void {
  const types = ['application/x-ndjson', 'application/gzip', 'application/x-gzip', 'text/csv'];
  app.addContentTypeParser(types, (request, payload, done) => {
    if (request.routeOptions.config.endpoint === 'startImport') done(null, payload);
    else
      done(
        Object.assign(new Error('media type'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }),
      );
  });
}
