/** What a chart shows as rows: the same numbers for the table on the page and for a file. Pure. */

type Cell = string | number | null;

export interface Column {
  readonly name: string;
  /** How a number reads on the page; a file gets it as it is. */
  readonly say?: (value: number) => string;
}

export interface ChartTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export const sayCell = (cell: Cell, { say = String }: Column): string =>
  cell === null ? '–' : typeof cell === 'number' ? say(cell) : cell;

/** RFC 4180. A text that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvOf({ columns, rows }: ChartTable): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  return `${lines.map((line) => line.map(escaped).join(',')).join('\r\n')}\r\n`;
}

function escaped(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function jsonOf({ columns, rows }: ChartTable): string {
  const named = rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  return `${JSON.stringify(named, null, 2)}\n`;
}

/** `Handed off, by reason` → `handed-off-by-reason.csv`. */
export const fileName = (title: string, kind: 'csv' | 'json'): string =>
  `${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}.${kind}`;
