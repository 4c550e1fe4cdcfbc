/** The conversations behind a figure as a file: every row of the list, in its order, as CSV or JSON lines. */
import { type FigureRow, figureRowsAsked, streams } from '@understudy/contract';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { rangeOf } from '../figures-range.ts';
import type { ModelHost } from '../models/model-host.ts';
import * as store from '../store/index.ts';
import { topicNames } from '../topic-names.ts';
import { toWireFigureRow } from '../translate-figures.ts';
import type { MemberPrincipal } from './principal.ts';
import { ProblemError } from './problem.ts';
import { admit, type Gate } from './register-endpoints.ts';

const ROWS_A_PAGE = 1_000;

const asked = figureRowsAsked.extend({
  format: z.enum(['csv', 'ndjson']).default('csv'),
});
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' } as const;

export interface FigureExportParts extends Gate {
  readonly database: store.Database;
  readonly models: Pick<ModelHost, 'topics'>;
  readonly now_ms: () => number;
}

/** Logged before the first line leaves. */
export function exportFigures(app: FastifyInstance, parts: FigureExportParts): void {
  const { path, access } = streams.exportFigures;
  const call = { name: 'exportFigures', method: 'GET' } as const;
  app.get(path, { schema: { hide: true } }, async (request, reply) => {
    const caller = await parts.identify(request);
    await admit(parts.calls, { ...call, access }, caller);
    const query = asked.safeParse(request.query);
    if (!query.success) {
      const errors = query.error.issues.map((issue) => {
        return { path: ['query', ...issue.path].join('.'), message: issue.message };
      });
      throw new ProblemError('invalid-request', undefined, errors);
    }
    const member = caller as MemberPrincipal;
    await parts.calls.before({ ...call, caller: member, given: query.data });
    const { format, ...which } = query.data;
    const range = { ...which, ...rangeOf(which, parts.now_ms()) };
    const rows = figureRows(parts, member.workspace_id, range);
    const file = `${which.measure.replace(':', '-')}-${range.from}-${range.to}.${format}`;
    return reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(Readable.from(format === 'csv' ? csvLines(rows) : jsonLines(rows)));
  });
}

async function* figureRows(
  { database, models }: FigureExportParts,
  workspace_id: string,
  range: Omit<Parameters<typeof store.pageFigureRows>[1], 'limit' | 'cursor'>,
): AsyncGenerator<FigureRow> {
  const names = await topicNames(models, workspace_id);
  let cursor: string | undefined;
  do {
    const page = { ...range, limit: ROWS_A_PAGE, cursor };
    const { items, next_cursor } = await database.asWorkspace(workspace_id, (tx) =>
      store.pageFigureRows(tx, page),
    );
    for (const row of items) yield toWireFigureRow(row, names);
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function* jsonLines(rows: AsyncIterable<FigureRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** RFC 4180. */
async function* csvLines(rows: AsyncIterable<FigureRow>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const row of rows) {
    const cells = COLUMNS.map((name) => (name === 'measures' ? row.measures.join(' ') : row[name]));
    yield `${cells.map(csvCell).join(',')}\r\n`;
  }
}

const COLUMNS = [
  'conversation_id',
  'opened_at',
  'subject',
  'topic_id',
  'topic',
  'resolution_id',
  'account',
  'plan',
  'route',
  'release',
  'language',
  'stakes',
  'confidence',
  'measures',
  'handle_minutes',
  'first_reply_minutes',
] as const satisfies readonly (keyof FigureRow)[];

/**
 * Words of customers must not become formulas of who opens the file in a spreadsheet: what begins like one gets an
 * apostrophe before it (OWASP, CSV injection).
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
