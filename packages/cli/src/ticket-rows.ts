/** Reads a ticket file from disk, with progress in bytes, and writes what was rejected beside it. */
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import {
  type CsvField,
  CSV_FIELDS,
  type CsvMapping,
  readTicketFile,
  type TicketFileRow,
} from '@understudy/connectors/ticket-file';
import { CliError, EXIT } from './cli-error.ts';

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** Bytes of the file; throws `file-unreadable` where there is none. */
export function fileSize(path: string): number {
  try {
    const stat = statSync(path);
    if (stat.isFile()) return stat.size;
  } catch {
    // Told below, together with folders and devices.
  }
  throw new CliError('file-unreadable', `Expected a file at ${path}, found none that can be read.`, {
    advice: 'Give the path of an NDJSON or CSV file, plain or gzip.',
    exit_code: EXIT.usage,
  });
}

/** Rows of the file; `onBytes` hears how many of its bytes, as they lie on disk, were read. */
export function readRows(
  path: string,
  {
    csvMapping,
    onBytes = () => {},
  }: { readonly csvMapping?: CsvMapping; readonly onBytes?: (bytes: number) => void } = {},
): AsyncGenerator<TicketFileRow> {
  const file = createReadStream(path);
  return readTicketFile(counted(file, onBytes), csvMapping ? { csvMapping } : {});
}

async function* counted(source: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}

/**
 * Rows as NDJSON for the server, each on the line on which it stood in the file: gaps become blank lines, so
 * that the line numbers of both sides are the same.
 */
export async function* toLines(rows: AsyncIterable<TicketFileRow>, onRejected: (row: RejectedRow) => void) {
  let next = 1;
  for await (const row of rows) {
    if (row.kind === 'rejected') {
      onRejected({ line: row.line, reason: row.reason });
      continue;
    }
    const gap = '\n'.repeat(Math.max(0, row.line - next));
    next = Math.max(next, row.line) + 1;
    yield Buffer.from(`${gap}${JSON.stringify(row.kind === 'ticket' ? row.ticket : row.document)}\n`);
  }
}

/** `FILE.rejected.ndjson`: one line per rejected row. @returns its path, or null where none was rejected */
export function writeRejected(path: string, rows: readonly RejectedRow[]): string | null {
  if (rows.length === 0) return null;
  const target = `${path}.rejected.ndjson`;
  const sorted = rows.toSorted((a, b) => a.line - b.line);
  writeFileSync(target, sorted.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return target;
}

/** `['description=Body', …]` → which CSV column is what. */
export function parseMapping(pairs: readonly string[]): CsvMapping {
  const mapping: Partial<Record<CsvField, string>> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const field = CSV_FIELDS.find((each) => each === pair.slice(0, at));
    const header = pair.slice(at + 1).trim();
    if (at < 0 || field === undefined || header === '') {
      throw new CliError('argument-invalid', `Expected --map FIELD=HEADER, found ${JSON.stringify(pair)}.`, {
        advice: `FIELD is one of ${CSV_FIELDS.join(', ')}; HEADER is a column of the file.`,
        exit_code: EXIT.usage,
      });
    }
    mapping[field] = header;
  }
  return mapping;
}
