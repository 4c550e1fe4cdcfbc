/**
 * The thread in which PGlite runs, so that a slow query never stops the process from answering.
 *
 * Guard rails that live here: a `postmaster.pid` left behind is removed (the folder's lock is held by then; an
 * empty one would refuse to start), commits reach the disk (PGlite itself never syncs), bytea and int8 are read
 * as the PostgreSQL driver reads them. One request after the other; the main thread keeps the order.
 */
import { fdatasyncSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Results } from '@electric-sql/pglite';
import type { Reply, Request, Result, WireError, WorkerOptions } from './protocol.ts';

const BYTEA = 17;
const INT8 = 20;
/** Bytea travels as the hex text of the protocol; the main thread makes Buffers of it. */
const asIs = (value: string) => value;

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'), // -F: no fsync
  ...['wal_sync_method=fsync', 'shared_buffers=32MB', 'max_wal_size=128MB'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

/** Emscripten's file system leaves fsync out; without it a commit may be lost with the power. Undocumented: pinned, and asserted. */
function syncCommits(db: PGlite): void {
  const module = (db as unknown as { Module?: { NODEFS?: { stream_ops?: Record<string, unknown> } } }).Module;
  const operations = module?.NODEFS?.stream_ops;
  if (!operations)
    throw new Error('expected PGlite with NODEFS.stream_ops: this version cannot be made durable');
  operations.fsync = (stream: { readonly nfd: number }) => {
    fdatasyncSync(stream.nfd);
    return 0;
  };
}

async function open({ folder, template }: WorkerOptions): Promise<PGlite> {
  if (folder === null) {
    const loadDataDir = template === null ? undefined : new Blob([readFileSync(template)]);
    return PGlite.create({ parsers, ...(loadDataDir ? { loadDataDir } : {}) });
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true });
  const db = await PGlite.create({ dataDir: folder, parsers, startParams });
  syncCommits(db);
  return db;
}

const say = (reply: Reply) => parentPort?.postMessage(reply);
const parsers = { [BYTEA]: asIs, [INT8]: Number };
const serializers = { [BYTEA]: asIs };

function bare({ rows, affectedRows, fields }: Results): Result {
  const binary = fields.filter((field) => field.dataTypeID === BYTEA).map((field) => field.name);
  return {
    rows,
    ...(affectedRows === undefined ? {} : { affectedRows }),
    ...(binary.length > 0 ? { binary } : {}),
  };
}

async function answer(db: PGlite, request: Request): Promise<readonly Result[]> {
  switch (request.op) {
    case 'query':
      return [bare(await db.query(request.sql, [...request.params], { serializers }))];
    case 'exec':
      return (await db.exec(request.sql)).map(bare);
    case 'dump':
      writeFileSync(request.sql, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
      return [];
    case 'close':
      await db.close();
      return [];
  }
}

function toWire(error: unknown): WireError {
  const { message, code, detail, constraint } = error as WireError;
  return {
    message,
    ...(code ? { code } : {}),
    ...(detail ? { detail } : {}),
    ...(constraint ? { constraint } : {}),
  };
}

const db = await open(workerData as WorkerOptions);
db.onNotification((channel, payload) => say({ kind: 'notification', channel, payload }));
parentPort?.on('message', (request: Request) => {
  answer(db, request).then(
    (results) => say({ kind: 'result', id: request.id, results }),
    (error: unknown) => say({ kind: 'error', id: request.id, error: toWire(error) }),
  );
});
say({ kind: 'up' });
