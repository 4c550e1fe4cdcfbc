import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../../packages/console/dist', import.meta.url));
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
};

/** What a server says of the widget that it serves. */
const WIDGET_BUILD = { version: '0123456789ab', files: { 'widget.js': `sha384-${'A'.repeat(64)}` } };

/** A file of the built console; any other path is a page of it, so `index.html`. */
export async function serveFile(path: string, response: ServerResponse): Promise<void> {
  if (path === '/widget/integrity.json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(WIDGET_BUILD));
    return;
  }
  const extension = extname(path);
  const file = extension === '' ? join(DIST, 'index.html') : join(DIST, normalize(path));
  const bytes = await readFile(file);
  response.writeHead(200, { 'content-type': TYPES[extension] ?? 'text/html' }).end(bytes);
}
