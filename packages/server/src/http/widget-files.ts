/**
 * The widget for pages of other sites, kept in memory as it was built: under its plain name, where a fix reaches the
 * customers' pages within minutes, and under its version, which never changes and can be pinned by its hash.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const BUILT = /^widget(?:-[\w-]+)?\.js$/;
const SHORT = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';

interface WidgetFile {
  readonly name: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  /** As an `integrity` attribute takes it. */
  readonly integrity: string;
}

/** Routes for what lies in `folder`; none where the widget was not built. */
export function serveWidgetFiles(app: FastifyInstance, folder: string): void {
  const files = readFiles(folder);
  const version = versionOf(files);
  // Out of memory, and asked for by everybody behind one address: not counted as calls.
  const open = { schema: { hide: true }, config: { rateLimit: false as const } };
  for (const file of files) {
    app.get(`/${file.name}`, open, (request, reply) => sendFile(request, reply, file, SHORT));
    app.get(`/widget/${version}/${file.name}`, open, (request, reply) =>
      sendFile(request, reply, file, FOR_EVER),
    );
  }
  const integrity = Object.fromEntries(files.map((file) => [file.name, file.integrity]));
  app.get('/widget/integrity.json', open, (_, reply) =>
    reply.header('cache-control', 'no-cache').send({ version, files: integrity }),
  );
}

function readFiles(folder: string): readonly WidgetFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => BUILT.test(name));
  return names.toSorted().map((name) => {
    const plain = readFileSync(join(folder, name));
    const digest = createHash('sha384').update(plain).digest('base64');
    return { name, plain, gzipped: gzipSync(plain), integrity: `sha384-${digest}` };
  });
}

/** Of the content: another build of the same sources has the same version. */
const versionOf = (files: readonly WidgetFile[]): string =>
  createHash('sha256')
    .update(files.map((file) => `${file.name} ${file.integrity}\n`).join(''))
    .digest('hex')
    .slice(0, 12);

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: WidgetFile,
  cache: string,
): FastifyReply {
  const takes_gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  // The hook of other origins has set `vary` already, where there is one.
  const tag = `W/"${file.integrity}"`;
  void reply.header('vary', 'Origin, Accept-Encoding').header('cache-control', cache).header('etag', tag);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  if (takes_gzip) void reply.header('content-encoding', 'gzip');
  return reply.type('text/javascript; charset=utf-8').send(takes_gzip ? file.gzipped : file.plain);
}
