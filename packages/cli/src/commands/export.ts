/** `understudy export`: everything that the workspace knows, as NDJSON that `import` and `replay` read. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Server, stream } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { Progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

interface Request {
  /** Of the endpoint that gives the lines. */
  readonly path: string;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly server: Server;
  readonly terminal: Terminal;
}

/** To a file, whole or not at all; without `--out`, to standard output. */
export async function exportAll({ path, out, json, server, terminal }: Request): Promise<void> {
  const response = await stream(server, path);
  const counts = { rows: 0, bytes: 0 };
  const progress = new Progress(terminal);
  const body = counted(response.body ?? new ReadableStream<Uint8Array>(), counts, () =>
    progress.show({ phase: 'Exporting', done: counts.rows, total: null, unit: 'rows' }),
  );
  if (out === undefined) await pipeline(Readable.from(body), process.stdout as Writable, { end: false });
  else await toFile(out, body);
  progress.end();
  if (json && out !== undefined) terminal.print(JSON.stringify({ file: out, ...counts }));
  else terminal.note(`${counts.rows} rows written${out === undefined ? '' : ` to ${out}`}.`);
}

/** Written beside its place and renamed at the end, so that a broken export never looks like a whole one. */
async function toFile(path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await pipeline(Readable.from(body), createWriteStream(partial));
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new CliError('file-unwritable', `The export did not reach ${path} (${(error as Error).message}).`, {
      advice: 'Check that the folder can be written and has space, and that the server still runs.',
    });
  }
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  counts: { rows: number; bytes: number },
  show: () => void,
) {
  for await (const chunk of body) {
    counts.bytes += chunk.length;
    for (const byte of chunk) if (byte === 0x0a) counts.rows += 1;
    show();
    yield chunk;
  }
}
