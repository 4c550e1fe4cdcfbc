/**
 * CSV → tickets, one JSON object per line, as `POST /v1/imports` reads them. RFC 4180: quotes, doubled quotes, line
 * breaks in quotes; comma or semicolon, whichever the header has more of. Cost: one pass; the whole text in memory.
 */
import type { Ticket } from '@understudy/contract';

type Column = 'id' | 'text' | 'resolution' | 'at' | 'topic';
const NAMES: Record<Column, readonly string[]> = {
  id: ['id', 'ticket_id', 'conversation_id', 'number'],
  text: ['text', 'question', 'description', 'body', 'message', 'subject'],
  resolution: ['resolution', 'answer', 'reply', 'response', 'solution'],
  at: ['at', 'created_at', 'created', 'date', 'time', 'timestamp'],
  topic: ['topic', 'category', 'intent', 'type', 'tag'],
};

export class CsvError extends Error {}

export function parseCsv(text: string): readonly (readonly string[])[] {
  const header = text.slice(0, Math.max(text.indexOf('\n'), 0) || text.length);
  const separator = header.split(';').length > header.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator || char === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (char === '\n') rows.push(row.splice(0));
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell.replace(/\r$/, '')]);
  return rows.filter((cells) => cells.some((value) => value.trim() !== ''));
}

export function csvToTickets(text: string): string {
  const [header, ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
  const names = (header ?? []).map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const indexOf = (column: Column) =>
    NAMES[column].map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  const at = {
    id: indexOf('id'),
    text: indexOf('text'),
    resolution: indexOf('resolution'),
    at: indexOf('at'),
    topic: indexOf('topic'),
  };
  if (at.text < 0 || at.resolution < 0) {
    throw new CsvError(
      `Expected a column for the question (${NAMES.text.join(', ')}) and one for the answer (${NAMES.resolution.join(', ')}); found ${names.join(', ') || 'no header'}.`,
    );
  }
  return rows
    .map(
      (cells, index) => `${JSON.stringify(ticketOf((column) => (cells[at[column]] ?? '').trim(), index))}\n`,
    )
    .join('');
}

function ticketOf(
  cell: (column: Column) => string,
  index: number,
): Pick<Ticket, 'id' | 'text'> & Partial<Ticket> {
  const time = Date.parse(cell('at'));
  return {
    id: cell('id') || `row-${index + 1}`,
    text: cell('text'),
    resolution: cell('resolution') || null,
    topic: cell('topic') || null,
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
}
