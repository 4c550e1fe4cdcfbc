import type { Part } from '@understudy/contract';

/** In log-odds: from here on a bar is full. */
const MOST = 2;

interface PartListProps {
  readonly parts: readonly Part[];
  /** Beside each what it is multiplied by, where that was learned. */
  readonly weights?: boolean;
}

/** The named parts of a score, each with what it adds in log-odds: what takes away goes to the left. */
export function PartList({ parts, weights = false }: PartListProps) {
  const most = Math.max(MOST, ...parts.map(({ adds }) => Math.abs(adds)));
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {parts
        .toSorted((a, b) => Math.abs(b.adds) - Math.abs(a.adds))
        .map(({ name, value, adds, text }) => (
          <li key={name}>
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 break-words">{text}</span>
              <span className="figures shrink-0 text-xs font-medium text-muted">{signed(adds)}</span>
            </span>
            <span aria-hidden className="relative mt-1 block h-1 rounded-full bg-sunken">
              <span className="absolute -inset-y-0.5 left-1/2 w-px bg-line-strong" />
              <span
                className="absolute inset-y-0 rounded-full bg-accent"
                style={{ [adds < 0 ? 'right' : 'left']: '50%', width: `${(Math.abs(adds) / most) * 50}%` }}
              />
            </span>
            {weights && value !== 0 && (
              <span className="figures mt-0.5 block text-[11px] text-faint">
                {Number(value.toFixed(2))} × weight {(adds / value).toFixed(1)}
              </span>
            )}
          </li>
        ))}
    </ul>
  );
}

/** `+1.6`, `−0.3`. */
const signed = (adds: number): string => {
  const size = Math.abs(adds).toFixed(1);
  return size === '0.0' ? '±0' : `${adds > 0 ? '+' : '−'}${size}`;
};
