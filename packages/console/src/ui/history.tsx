import { clock, day } from './format.ts';

interface Entry {
  readonly at: string;
  /** Null: the system itself. */
  readonly by: string | null;
  readonly text: string;
}

/** Who did what and when, the latest first. */
export function History({ entries }: { entries: readonly Entry[] }) {
  if (entries.length === 0) return <p className="text-sm text-muted">Nothing so far.</p>;
  return (
    <ol className="flex flex-col gap-2.5 text-sm">
      {entries
        .map((entry, at) => ({ entry, key: `${entry.at} ${at}` }))
        .toReversed()
        .map(({ entry: { at, by, text }, key }) => (
          <li key={key} className="border-l-2 border-line-strong pl-3">
            <p className="break-words whitespace-pre-line">{text}</p>
            <p className="figures text-xs text-muted">
              {by ?? 'by itself'} · {day(at)}, {clock(at)}
            </p>
          </li>
        ))}
    </ol>
  );
}
