/** Imports: the upload goes to a file as it comes, and a job reads it from there. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { announceImport } from '../../announce.ts';
import { newId } from '../../ids.ts';
import * as store from '../../store/index.ts';
import { toWireImport } from '../../translate.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Imports = Pick<
  Handlers,
  'startImport' | 'startSampleImport' | 'getImport' | 'cancelImport' | 'listRejectedRows' | 'latestImport'
>;

const MAX_UPLOAD_BYTES = 4 * 1024 ** 3;

export function importHandlers(parts: HttpParts): Imports {
  const { database } = parts;
  return {
    startImport: async ({ query, caller, request, note }) => {
      const id = newId('import', parts.now_ms());
      note({ subject_id: id });
      const file = join(parts.data_dir, 'imports', id);
      await keepUpload(request.body as Readable, file);
      return start(parts, { workspace_id: caller.workspace_id, id, file, ...query });
    },
    startSampleImport: async ({ caller, note }) => {
      const id = newId('import', parts.now_ms());
      note({ subject_id: id });
      const file = join(parts.data_dir, 'imports', id);
      await keepUpload(Readable.from(sampleDesk(parts.sample_dir)), file);
      return start(parts, {
        workspace_id: caller.workspace_id,
        id,
        file,
        source: 'sample-desk',
        dry_run: false,
        topics: 'issues',
      });
    },
    getImport: async ({ params, caller }) => {
      const row = await database.asWorkspace(caller.workspace_id, (tx) => store.getImport(tx, params.id));
      return toWireImport(found(row, 'import'));
    },
    cancelImport: async ({ params, caller }) => {
      const at = new Date(parts.now_ms());
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const { id, state } = found(await store.getImport(tx, params.id), 'import');
        const cancelled =
          state === 'running' ? await store.setImportState(tx, { id, state: 'cancelled', at }) : null;
        if (cancelled === null)
          throw new ProblemError('conflict', 'Expected an import that is being read, found one that is not.');
        await announceImport(tx, toWireImport(cancelled));
        return toWireImport(cancelled);
      });
    },
    listRejectedRows: async ({ params, query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, async (tx) => {
        const { id } = found(await store.getImport(tx, params.id), 'import');
        return store.listRejected(tx, { ...query, import_id: id });
      });
      return { items: [...page.items], next_cursor: page.next_cursor };
    },
    latestImport: async ({ query, caller }) => {
      const page = await database.asWorkspace(caller.workspace_id, (tx) => store.listImports(tx, query));
      return { items: page.items.map(toWireImport), next_cursor: page.next_cursor };
    },
  };
}

interface Start {
  readonly workspace_id: string;
  readonly id: string;
  readonly file: string;
  readonly source: string;
  readonly dry_run: boolean;
  readonly topics: store.ImportRow['topics'];
}

async function start(parts: HttpParts, { workspace_id, ...job }: Start) {
  const at = new Date(parts.now_ms());
  const row = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const started = await store.startImport(tx, { ...job, at });
    if (started !== null) await parts.jobs.enqueue(tx, 'run-import', { workspace_id, import_id: job.id });
    return started;
  });
  if (row !== null) return toWireImport(row);
  await rm(job.file, { force: true });
  throw new ProblemError('import-running');
}

async function keepUpload(body: Readable | undefined, file: string): Promise<void> {
  if (body === undefined)
    throw new ProblemError('unsupported-media-type', 'Expected a body of application/x-ndjson.');
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await pipeline(body, limited, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** What the desk had written first, then its year of tickets. */
async function* sampleDesk(folder: string): AsyncGenerator<Buffer> {
  yield* createReadStream(join(folder, 'documents.jsonl'));
  yield* createReadStream(join(folder, 'tickets.jsonl.gz')).pipe(createGunzip());
}

async function* limited(chunks: AsyncIterable<Buffer>) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_UPLOAD_BYTES) throw new ProblemError('payload-too-large');
    yield chunk;
  }
}
