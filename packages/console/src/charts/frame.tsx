import { Menu } from '@base-ui/react/menu';
import { ChartSpline, Download, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Definition } from './definition.tsx';
import { saveFile } from './save-file.ts';
import { type ChartTable, csvOf, fileName, jsonOf, sayCell } from './table.ts';

interface ChartFrameProps {
  readonly title: string;
  /** What it shows, in one sentence with its figures. */
  readonly says: ReactNode;
  /** `share of conversations`, `minutes`. */
  readonly unit?: string;
  /** How it is counted, in plain words. */
  readonly definition: ReactNode;
  /** The same numbers as rows. */
  readonly table: ChartTable;
  /** Why there is nothing to see yet; shown instead of sentence, chart and table. */
  readonly empty?: ReactNode;
  /** Why the figures are still uncertain; shown above the chart. */
  readonly small?: string | null;
  /** Ways on, beside the title. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What every chart has around it: its sentence, unit, definition, its table, and its rows as a file. */
export function ChartFrame({
  title,
  says,
  unit,
  definition,
  table,
  empty,
  small,
  actions,
  className = '',
  children,
}: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section aria-labelledby={id} className={`card flex min-w-0 flex-col p-4 pt-3 ${className}`}>
      <div className="flex min-h-8 items-center gap-1">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="inline font-semibold">
            {title}
          </h2>
          <span className="ml-1">
            <Definition of={title}>{definition}</Definition>
          </span>
          {unit && <span className="ml-1 text-xs text-faint">{unit}</span>}
        </div>
        {actions}
        {!empty && (
          <div className="flex">
            <IconButton
              label={asTable ? `${title} as chart` : `${title} as table`}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? (
                <ChartSpline className="size-4" aria-hidden />
              ) : (
                <Table2 className="size-4" aria-hidden />
              )}
            </IconButton>
            <SaveRows title={title} table={table} />
          </div>
        )}
      </div>
      {empty ? (
        <div className="m-auto max-w-sm py-8 text-center text-sm text-muted">{empty}</div>
      ) : (
        <>
          <div className="mt-0.5 text-sm text-muted">{says}</div>
          {small && <p className="mt-2 rounded-lg bg-note px-3 py-1.5 text-xs text-ink">{small}</p>}
          <div className="mt-3 flex min-h-0 flex-1 flex-col">
            {asTable ? <Rows title={title} table={table} /> : children}
          </div>
        </>
      )}
    </section>
  );
}

/** The rows as a file: for a spreadsheet, or for a program. */
export function SaveRows({ title, table }: { title: string; table: ChartTable }) {
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Save the rows of ${title}`}
        title="Save the rows"
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
      >
        <Download className="size-4" aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="z-50">
          <Menu.Popup className="rounded-lg border border-line bg-raised p-1 text-sm shadow-pop outline-none">
            <Menu.Item
              className={ITEM}
              onClick={() => saveFile(fileName(title, 'csv'), 'text/csv', csvOf(table))}
            >
              CSV, for a spreadsheet
            </Menu.Item>
            <Menu.Item
              className={ITEM}
              onClick={() => saveFile(fileName(title, 'json'), 'application/json', jsonOf(table))}
            >
              JSON, for a program
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const ITEM = 'cursor-pointer rounded-md px-2.5 py-1.5 data-highlighted:bg-hover outline-none';

function Rows({ title, table: { columns, rows } }: { title: string; table: ChartTable }) {
  return (
    <div tabIndex={0} role="group" aria-label={`Table of ${title}`} className="max-h-80 overflow-auto">
      <table className="figures w-full text-right text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-surface text-xs text-muted">
          <tr>
            {columns.map(({ name }, at) => (
              <th key={name} scope="col" className={`py-1.5 font-medium ${at === 0 ? 'text-left' : 'pl-4'}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-t border-line">
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.name} scope="row" className="py-1.5 text-left font-normal">
                    {sayCell(row[at] ?? null, column)}
                  </th>
                ) : (
                  <td key={column.name} className="py-1.5 pl-4">
                    {sayCell(row[at] ?? null, column)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
