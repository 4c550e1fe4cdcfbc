/** All routes on one app. */
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../flow/watch-health.ts';
import { createApp, type AppOptions } from './app.ts';
import { answerOtherOrigins } from './cors.ts';
import { createCallLog, loggingDatabase } from './call-log.ts';
import { auditLogHandlers } from './handlers/audit-log.ts';
import { alarmHandlers } from './handlers/alarms.ts';
import { attachmentHandlers } from './handlers/attachments.ts';
import { auditHandlers } from './handlers/audits.ts';
import { contextHandlers } from './handlers/context.ts';
import { controlHandlers } from './handlers/control.ts';
import { driftHandlers } from './handlers/drift.ts';
import { figureHandlers } from './handlers/figures.ts';
import { guideHandlers } from './handlers/guides.ts';
import type { HttpParts } from './handlers/http-parts.ts';
import { identityHandlers } from './handlers/identity.ts';
import { importHandlers } from './handlers/imports.ts';
import { incidentHandlers } from './handlers/incidents.ts';
import { inboxHandlers } from './handlers/inbox.ts';
import { insightHandlers } from './handlers/insights.ts';
import { autonomyHandlers } from './handlers/autonomy.ts';
import { knowledgeHandlers } from './handlers/knowledge.ts';
import { lessonHandlers } from './handlers/lessons.ts';
import { mailHandlers } from './handlers/mail.ts';
import { sessionHandlers } from './handlers/session.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { topicHandlers } from './handlers/topics.ts';
import { twinHandlers } from './handlers/twin.ts';
import { workflowHandlers } from './handlers/workflows.ts';
import { webhookHandlers } from './handlers/webhooks.ts';
import { widgetHandlers } from './handlers/widget.ts';
import { exportFigures } from './export-figures.ts';
import { registerHealth } from './health.ts';
import { requireSigned } from './require-signed.ts';
import { identify } from './identify.ts';
import { serveAttachments } from './serve-attachments.ts';
import { type Gate, registerEndpoints } from './register-endpoints.ts';
import { serveFiles, type StaticFolders } from './static-files.ts';
import { serveMetrics } from './metrics.ts';
import { serveStopPage } from './stop-page.ts';
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
  const gate: Gate = {
    identify: (request) => identify(parts, request),
    calls: createCallLog(parts),
    requireSigned: (method, caller) => requireSigned(parts.database, method, caller),
  };
  serveMetrics(app, { ...parts, ...gate });
  registerHealth(app, options.readiness);
  registerStreams(app, { hub, database: parts.database, ...gate });
  exportFigures(app, { ...parts, ...gate });
  serveStopPage(app, parts);
  serveAttachments(app, { database: parts.database, ...gate });
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
    ...insightHandlers(parts),
    ...attachmentHandlers(parts),
    ...mailHandlers(parts),
    ...auditHandlers(parts),
    ...auditLogHandlers(parts),
    ...knowledgeHandlers(parts),
    ...autonomyHandlers(parts),
    ...lessonHandlers(parts),
    ...contextHandlers(parts),
    ...controlHandlers(parts),
    ...driftHandlers(parts),
    ...topicHandlers(parts),
    ...figureHandlers(parts),
    ...twinHandlers(parts),
    ...workflowHandlers(parts),
    ...guideHandlers(parts),
    ...importHandlers(parts),
    ...incidentHandlers(parts),
    ...settingsHandlers(parts),
    ...identityHandlers(parts),
    ...alarmHandlers(parts),
    ...webhookHandlers(parts),
  };
}

const LINES = 'application/x-ndjson';

/** Uploads pass through as streams: their size is limited where they are written. */
function acceptUploads(app: FastifyInstance): void {
  const types = [LINES, 'application/gzip', 'application/x-gzip', 'text/csv'];
  app.addContentTypeParser(types, (request, payload, done) => {
    const { endpoint } = request.routeOptions.config;
    const isLines = request.headers['content-type']?.startsWith(LINES);
    if (endpoint === 'startImport' || (endpoint === 'tellContext' && isLines)) done(null, payload);
    else
      done(
        Object.assign(new Error('media type'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }),
      );
  });
}
