import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerOtherOrigins } from './cors.ts';
import { serveWidgetFiles } from './widget-files.ts';

const APP = 'import("./widget-panel.js");';
const NAMES = ['widget.js', 'widget-app.js', 'widget-panel.js'];

let folder = '';
const apps: FastifyInstance[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'widget-files-'));
  for (const name of NAMES) writeFileSync(join(folder, name), name === 'widget-app.js' ? APP : name);
  writeFileSync(join(folder, 'notes.js'), 'private');
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  rmSync(folder, { recursive: true });
});

function serve(): FastifyInstance {
  const app = Fastify();
  answerOtherOrigins(app);
  serveWidgetFiles(app, folder);
  apps.push(app);
  return app;
}

interface Build {
  readonly version: string;
  readonly files: Record<string, string>;
}
const buildOf = async (app: FastifyInstance) => (await app.inject('/widget/integrity.json')).json<Build>();
const sha384 = (bytes: Buffer) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

it('serves every built file plainly for minutes and by version for ever, with the hash that it tells', async () => {
  const app = serve();
  const { version, files } = await buildOf(app);
  expect(Object.keys(files).toSorted()).toEqual(NAMES.toSorted());
  for (const name of NAMES) {
    const plain = await app.inject(`/${name}`);
    const pinned = await app.inject(`/widget/${version}/${name}`);
    expect(plain.headers['cache-control']).toBe('public, max-age=300');
    expect(pinned.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(pinned.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect([sha384(plain.rawPayload), sha384(pinned.rawPayload)]).toEqual([files[name], files[name]]);
  }
  expect((await app.inject('/notes.js')).statusCode).toBe(404);
  expect((await app.inject(`/widget/${version}/notes.js`)).statusCode).toBe(404);
  expect((await app.inject('/widget/000000000000/widget.js')).statusCode).toBe(404);
});

it('compresses for those who take it, and lets a page of another origin check the hash', async () => {
  const headers = { 'accept-encoding': 'gzip, br', origin: 'https://shop.example' };
  const response = await serve().inject({ url: '/widget-panel.js', headers });
  expect(response.headers).toMatchObject({
    'content-encoding': 'gzip',
    'access-control-allow-origin': 'https://shop.example',
    vary: 'Origin, Accept-Encoding',
  });
  expect(gunzipSync(response.rawPayload).toString()).toBe('widget-panel.js');
});

it('says that nothing has changed to who has it already', async () => {
  const app = serve();
  const { etag } = (await app.inject('/widget.js')).headers;
  const again = await app.inject({ url: '/widget.js', headers: { 'if-none-match': String(etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

it('has another version as soon as one byte differs, and none where nothing was built', async () => {
  const before = await buildOf(serve());
  writeFileSync(join(folder, 'widget-panel.js'), 'changed');
  const after = await buildOf(serve());
  expect(after.version).not.toBe(before.version);
  expect(after.files['widget.js']).toBe(before.files['widget.js']);
  const empty = Fastify();
  apps.push(empty);
  serveWidgetFiles(empty, join(folder, 'missing'));
  expect((await buildOf(empty)).files).toEqual({});
});
