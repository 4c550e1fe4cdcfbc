/**
 * CSV rows as tickets, streamed through csv-parse with back-pressure.
 *
 * The separator (comma, semicolon, tab) is taken from the header line. A row that cannot be read is rejected
 * and the next one goes on; a row over the size limit ends the reading, because a quote that never closes
 * would otherwise swallow the rest of the file unseen.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { type CsvMapping, suggestCsvMapping } from './csv-mapping.ts';
import { ticketOfCsvRow } from './csv-row.ts';
import { type Bytes, peek } from './decompress.ts';
import { drainStream } from './drain-stream.ts';
import { type ParsedRow, parseRow } from './parse-row.ts';
import { MAX_ROW_BYTES, TicketFileError, undecodable } from './rejection.ts';
import { toUtf8 } from './split-lines.ts';

const HEADER_BYTES = 64 * 1024;
const SEPARATORS = [',', ';', '\t', '|'] as const;

export type CsvRow = ParsedRow & { readonly line: number; readonly bytes: number };

function separatorOf(head: Uint8Array): string {
  const first = new TextDecoder().decode(head).split(/\r?\n/u, 1)[0] ?? '';
  const count = (separator: string): number => first.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

function mappingOf(headers: readonly string[] | null, chosen: CsvMapping = {}): CsvMapping {
  if (headers === null) throw missing('expected a line of headers in UTF-8, found other bytes');
  const absent = Object.values(chosen).find((header) => !headers.includes(header));
  if (absent !== undefined) throw missing(`expected a column "${absent}", ${told(headers)}`);
  const mapping = { ...suggestCsvMapping(headers), ...chosen };
  if (mapping.id !== undefined && (mapping.subject !== undefined || mapping.description !== undefined))
    return mapping;
  throw missing(`expected a column for the id and one for the subject or description, ${told(headers)}`);
}

const missing = (message: string) => new TicketFileError('csv-mapping-missing', message);
/** Without what would move a terminal's cursor. */
const told = (headers: readonly string[]): string =>
  `found the headers: ${headers
    .join(', ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 500)}`;

interface RawRecord {
  readonly record: readonly Uint8Array[];
  readonly info: { readonly lines: number; readonly empty_lines: number; readonly bytes: number };
}

export async function* readCsv(source: Bytes, chosen?: CsvMapping): AsyncGenerator<CsvRow> {
  const { head, all } = await peek(toUtf8(source), HEADER_BYTES);
  const parser = parse({
    delimiter: separatorOf(head),
    encoding: null, // bytes, so that a row in another encoding is known as such
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const pump = pipeline(Readable.from(all), parser).catch(() => undefined);
  try {
    const error = yield* rowsOf(drainStream<RawRecord>(parser), chosen);
    if (error !== null) throw error;
  } finally {
    parser.destroy();
    await pump;
  }
}

/** Tickets of the records; a fault of the CSV itself becomes the last row, any other failure is returned. */
async function* rowsOf(
  records: AsyncGenerator<RawRecord, Error | null>,
  chosen: CsvMapping | undefined,
): AsyncGenerator<CsvRow, Error | null> {
  let columns: Columns | null = null;
  let position = { lines: 0, empty_lines: 0, bytes: 0 };
  for (;;) {
    const next = await records.next();
    if (next.done === true) {
      if (!(next.value instanceof CsvError)) return next.value;
      yield { ...rejectionOf(next.value), line: position.lines + 1, bytes: 0 };
      return null;
    }
    const { record, info } = next.value;
    if (columns === null) {
      const headers = decoded(record)?.map((header) => header.trim()) ?? null;
      columns = { mapping: mappingOf(headers, chosen), headers: headers ?? [] };
    } else {
      const parsed = parseCells(decoded(record), columns);
      const skipped = info.empty_lines - position.empty_lines;
      yield { ...parsed, line: position.lines + skipped + 1, bytes: info.bytes - position.bytes };
    }
    position = { lines: info.lines, empty_lines: info.empty_lines, bytes: info.bytes };
  }
}

interface Columns {
  readonly headers: readonly string[];
  readonly mapping: CsvMapping;
}

function parseCells(cells: readonly string[] | null, { headers, mapping }: Columns): ParsedRow {
  if (cells === null) return { kind: 'rejected', ...undecodable };
  const row = Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? '']));
  return parseRow(ticketOfCsvRow(row, mapping));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null where a cell is not UTF-8. */
function decoded(record: readonly Uint8Array[]): readonly string[] | null {
  try {
    return record.map((cell) => utf8.decode(cell));
  } catch {
    return null;
  }
}

function rejectionOf(error: CsvError): ParsedRow {
  const isLarge = error.code === 'CSV_MAX_RECORD_SIZE';
  const code = isLarge
    ? 'row-too-large'
    : error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'truncated'
      : 'invalid-csv';
  return { kind: 'rejected', code, reason: `expected CSV, found a row that cannot be read (${error.code})` };
}
