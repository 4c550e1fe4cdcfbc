import { useQuery } from '@tanstack/react-query';
import { rejectedRowsQuery } from '../api/queries.ts';
import { count } from '../ui/format.ts';

interface RejectedRowsProps {
  readonly id: string;
  /** How many there are; asked again whenever it grows. */
  readonly rejected: number;
}

/** The rows that could not be read, with the reason for each. Only who may import sees them. */
export function RejectedRows({ id, rejected }: RejectedRowsProps) {
  const rows = useQuery({ ...rejectedRowsQuery(id, rejected), enabled: rejected > 0 });
  if (rejected === 0 || !rows.data) return null;
  const left = rejected - rows.data.items.length;
  return (
    <details className="border-t border-line pt-4 text-sm">
      <summary className="rounded-md text-muted hover:text-ink">
        {count(rejected)} rejected {rejected === 1 ? 'row' : 'rows'}, and why
      </summary>
      <div tabIndex={0} role="group" aria-label="Rejected rows" className="mt-2 max-h-60 overflow-auto">
        <table className="w-full text-left">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="w-20 py-1 font-medium">
                Line
              </th>
              <th scope="col" className="font-medium">
                Reason
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.data.items.map((row) => (
              <tr key={row.line} className="border-t border-line align-top">
                <th scope="row" className="figures py-1.5 font-normal">
                  {count(row.line)}
                </th>
                <td className="py-1.5 break-words">{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && <p className="mt-2 text-xs text-muted">And {count(left)} more.</p>}
    </details>
  );
}
