/** A result as lines for a person: the figures first, then tables of figures, each baseline below. */
import type { Result } from './scenario.ts';

const LEFT_OUT = new Set([
  'range',
  'by_seed',
  'baselines',
  'curve',
  'risk_coverage',
  'reliability',
  'config',
  'versions',
]);

type Row = Readonly<Record<string, unknown>>;

export function describeResult(result: Result): string {
  const range = (result['range'] ?? {}) as Record<string, readonly [number, number]>;
  const figures = Object.entries(result).filter(([key]) => !LEFT_OUT.has(key));
  const baselines = Object.entries((result['baselines'] ?? {}) as Record<string, Row>);
  return [
    ...figures.flatMap(([key, value]) => figure(key, value, range[key])),
    ...baselines.map(([name, metrics]) => `  ${name.padEnd(20)} ${line(metrics)}`),
    '',
  ].join('\n');
}

function figure(key: string, value: unknown, range: readonly [number, number] | undefined): string[] {
  const rows = Array.isArray(value) ? rowsOf(value) : value;
  if (isTable(rows)) return [key, ...table(rows)];
  if (isRecord(value) && Object.values(value).some(isTable)) {
    return Object.entries(value).flatMap(([name, inner]) => figure(`${key}.${name}`, inner, undefined));
  }
  const spread =
    range !== undefined && range[0] < range[1] ? `  (${show(range[0])} to ${show(range[1])})` : '';
  return [`${key.padEnd(26)} ${show(value)}${spread}`];
}

/** A list of records, each named by its first field. */
function rowsOf(list: readonly unknown[]): Record<string, Row> | null {
  if (list.length === 0 || !list.every(isRecord)) return null;
  return Object.fromEntries(
    list.map((row) => {
      const [[field, name], ...rest] = Object.entries(row);
      return [`${field} ${show(name)}`, Object.fromEntries(rest)];
    }),
  );
}

/** Rows by name, at least one of which holds numbers. */
function isTable(value: unknown): value is Record<string, Row> {
  if (!isRecord(value)) return false;
  const rows = Object.values(value);
  return (
    rows.every(isRecord) && rows.some((row) => Object.values(row).some((cell) => typeof cell === 'number'))
  );
}

const isRecord = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function table(rows: Readonly<Record<string, Row>>): string[] {
  const columns = [
    ...new Set(Object.values(rows).flatMap((row) => Object.keys(row).filter((key) => !isRecord(row[key])))),
  ];
  const cells = [
    ['', ...columns],
    ...Object.entries(rows).map(([name, row]) => [
      name,
      ...columns.map((column) => show(row[column] ?? null)),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => {
    const [name, ...values] = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
    );
    return `  ${[name, ...values].join('  ')}`;
  });
}

function line(metrics: Row): string {
  return Object.entries(metrics)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${key} ${show(value)}`)
    .join('  ');
}

function show(value: unknown): string {
  if (value === null) return '–';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return typeof value === 'string' ? value : JSON.stringify(value);
}
