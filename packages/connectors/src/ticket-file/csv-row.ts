/**
 * A row of a CSV export as a ticket in the schema's own shape, to be checked like any other row.
 *
 * Times without a zone are read as UTC. Satisfaction becomes `meta.satisfaction` as it stands, status both
 * `meta.status` and, where it says so, `meta.solved`.
 */
import type { CsvMapping } from './csv-mapping.ts';

const SOLVED = /^(solved|closed|resolved|done|erledigt|geschlossen|résolu|fermé|resuelto|cerrado)$/iu;
const OPEN = /^(new|open|pending|hold|on-?hold|in progress|snoozed|waiting.*|offen|ouvert|abierto)$/iu;
const DAY_MS = 86_400_000;

export function ticketOfCsvRow(
  row: Readonly<Record<string, string>>,
  mapping: CsvMapping,
): Record<string, unknown> {
  const value = (header: string | undefined): string =>
    (header === undefined ? '' : (row[header] ?? '')).trim();
  const subject = value(mapping.subject);
  const body = value(mapping.description);
  const text = body.startsWith(subject) ? body : [subject, body].filter((part) => part !== '').join('\n\n');
  const at = toIsoTime(value(mapping.created_at));
  const resolution = value(mapping.resolution);
  const agent = value(mapping.agent);
  const messages = [
    { role: 'customer', text, at },
    ...(resolution === '' ? [] : [{ role: 'agent', text: resolution, by: agent === '' ? null : agent }]),
  ];
  return {
    id: value(mapping.id),
    at,
    text,
    topic: orNull(value(mapping.topic)),
    resolution: orNull(resolution),
    messages,
    meta: metaOf(value, mapping),
  };
}

function metaOf(value: (header: string | undefined) => string, mapping: CsvMapping): Record<string, unknown> {
  const status = value(mapping.status);
  const tags = value(mapping.tags)
    .split(/[,;|]/u)
    .map((tag) => tag.trim().slice(0, 200));
  const meta = {
    locale: orNull(value(mapping.language)),
    account: orNull(value(mapping.account)),
    tags: tags.filter((tag) => tag !== ''),
    status: orNull(status),
    satisfaction: orNull(value(mapping.satisfaction)),
    solved: SOLVED.test(status) ? true : OPEN.test(status) ? false : null,
  };
  return Object.fromEntries(Object.entries(meta).filter(([, item]) => item !== null && item !== ''));
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** ISO time in UTC; null for an empty cell; the cell as it stands (to be rejected with its path) where unreadable. */
export function toIsoTime(cell: string): string | null {
  if (cell === '') return null;
  if (/^\d{10}$/u.test(cell)) return new Date(Number(cell) * 1_000).toISOString();
  if (/^\d{13}$/u.test(cell)) return new Date(Number(cell)).toISOString();
  const hasZone = /(z|utc|gmt|[+-]\d{2}:?\d{2})$/iu.test(cell);
  const time_ms = Date.parse(
    hasZone
      ? cell
      : `${cell.replace(/^(\d{4}-\d{2}-\d{2})[ T](\d)/u, '$1T$2')}${/^\d{4}-\d{2}-\d{2}$/u.test(cell) ? '' : zoneSuffix(cell)}`,
  );
  return Number.isFinite(time_ms) && Math.abs(time_ms) < 100_000 * DAY_MS
    ? new Date(time_ms).toISOString()
    : cell;
}

const zoneSuffix = (cell: string): string => (/^\d{4}-\d{2}-\d{2}[ T]/u.test(cell) ? 'Z' : ' UTC');
