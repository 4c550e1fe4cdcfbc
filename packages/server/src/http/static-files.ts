/** Built files: the console at `/`, the widget, and the page that shows the widget at work. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Database, listWorkspaces } from '../store/index.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { serveWidgetFiles } from './widget-files.ts';

/** Where the built files lie; a folder that does not exist is passed over. */
export interface StaticFolders {
  readonly console: string;
  readonly widget: string;
  readonly demo: string;
}

const HASHED = /[-.][\w-]{8,}\.(js|css|woff2|svg|png)$/;
const DEMO_FILES = ['demo.css', 'demo.js'];

export async function serveFiles(
  app: FastifyInstance,
  folders: StaticFolders,
  database: Database,
): Promise<void> {
  await app.register(fastifyStatic, { serve: false, root: folders.console, cacheControl: false });
  serveWidgetFiles(app, folders.widget);
  app.get('/demo', { schema: { hide: true } }, (_, reply) => sendDemo(reply, database, folders.demo));
  for (const file of DEMO_FILES) {
    const path = `/demo/${file}`;
    app.get(path, { schema: { hide: true } }, (_, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folders.demo),
    );
  }
  app.get('/*', { schema: { hide: true } }, (request, reply) => sendConsole(request, reply, folders.console));
}

/** A file where there is one; else the console's one page, which reads the address itself. */
function sendConsole(request: FastifyRequest, reply: FastifyReply, root: string): FastifyReply {
  const path = decodeURIComponent(new URL(request.url, 'http://local').pathname).slice(1);
  if (path.startsWith('v1/') || !existsSync(join(root, 'index.html'))) {
    return sendProblem(reply, request, new ProblemError('not-found'));
  }
  const isFile = path !== '' && !path.includes('..') && /\.\w+$/.test(path);
  if (isFile && !existsSync(join(root, path)))
    return sendProblem(reply, request, new ProblemError('not-found'));
  const cache = isFile && HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  return reply.header('cache-control', cache).sendFile(isFile ? path : 'index.html', root);
}

/** The demo site of the widget, with the key of the first workspace. */
async function sendDemo(reply: FastifyReply, database: Database, root: string): Promise<FastifyReply> {
  const file = join(root, 'index.html');
  if (!existsSync(file))
    throw new ProblemError('not-found', 'The demo site is not part of this installation.');
  const [workspace] = await database.asSystem((tx) => listWorkspaces(tx));
  const page = readFileSync(file, 'utf8')
    .replaceAll('{{PUBLIC_KEY}}', workspace?.public_key ?? '')
    .replaceAll('{{BASE_URL}}', '')
    .replaceAll('{{CONSOLE_URL}}', '/');
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
}
