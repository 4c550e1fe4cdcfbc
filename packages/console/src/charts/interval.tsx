interface IntervalLineProps {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Ends of the scale. */
  readonly from?: number;
  readonly to: number;
  /** A line that means something, such as the accepted error. */
  readonly limit?: { readonly at: number; readonly name: string } | undefined;
  readonly say: (value: number) => string;
  readonly tone?: 'accent' | 'good' | 'bad' | 'muted';
}

const COLOUR = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad', muted: 'bg-muted' };

/** A value as a dot in its interval, on a scale with its ends; the words beside it are the caller’s. */
export function IntervalLine({
  value,
  low,
  high,
  from = 0,
  to,
  limit,
  say,
  tone = 'accent',
}: IntervalLineProps) {
  const place = (at: number) => `${Math.min(100, Math.max(0, ((at - from) / (to - from || 1)) * 100))}%`;
  const span = `${Math.max(0, ((Math.min(high, to) - Math.max(low, from)) / (to - from || 1)) * 100)}%`;
  const label = `${say(value)}, between ${say(low)} and ${say(high)}${limit ? `; ${limit.name} ${say(limit.at)}` : ''}`;
  return (
    <div role="img" aria-label={label} className="figures w-full text-[11px] text-faint">
      <div className="relative h-5">
        <span className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-sunken" />
        <span
          className={`absolute top-1/2 h-2 -translate-y-1/2 rounded-full opacity-35 ${COLOUR[tone]}`}
          style={{ left: place(low), width: `max(6px, ${span})` }}
        />
        <span
          className={`absolute top-1/2 size-3 -translate-1/2 rounded-full border-2 border-surface ${COLOUR[tone]}`}
          style={{ left: place(value) }}
        />
        {limit && (
          <span
            className="absolute inset-y-0 w-0.5 bg-ink"
            style={{ left: place(limit.at) }}
            title={limit.name}
          />
        )}
      </div>
      <div aria-hidden className="relative flex justify-between">
        <span>{say(from)}</span>
        {limit && (
          <span
            className="absolute -translate-x-1/2 whitespace-nowrap text-muted"
            style={{ left: `clamp(18%, ${place(limit.at)}, 82%)` }}
          >
            {limit.name} {say(limit.at)}
          </span>
        )}
        <span>{say(to)}</span>
      </div>
    </div>
  );
}
