import type { ReactNode } from 'react';
import type { Tone } from './colours.ts';

export interface Bar {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** The value as it reads. */
  readonly text: string;
  readonly note?: ReactNode;
  readonly tone?: Tone;
  /** Ends of its interval, in the unit of the value. */
  readonly low?: number | null;
  readonly high?: number | null;
  readonly onOpen?: () => void;
}

const FILL: Record<Tone, string> = {
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  muted: 'bg-muted',
  faint: 'bg-faint',
};

/** Lying bars on one scale; each may have an interval, and open what it stands for. `top`: the end of the scale. */
export function Bars({ bars, top }: { bars: readonly Bar[]; top?: number }) {
  const end = top ?? Math.max(1e-9, ...bars.map(({ value, high }) => Math.max(value, high ?? 0)));
  return (
    <ul className="flex flex-col gap-1">
      {bars.map((bar) => (
        <li key={bar.id}>
          {bar.onOpen ? (
            <button
              type="button"
              onClick={bar.onOpen}
              className="block w-full rounded-lg px-1.5 py-1 text-left hover:bg-hover"
            >
              <OneBar bar={bar} end={end} />
            </button>
          ) : (
            <div className="px-1.5 py-1">
              <OneBar bar={bar} end={end} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function OneBar({ bar, end }: { bar: Bar; end: number }) {
  const { name, value, text, note, tone = 'accent', low, high } = bar;
  const at = (share: number) => `${Math.min(100, Math.max(0, (share / end) * 100))}%`;
  return (
    <>
      <span className="flex items-baseline gap-x-3 text-sm max-sm:flex-wrap">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {note && (
          <span className="figures text-xs text-muted max-sm:order-last max-sm:basis-full">{note}</span>
        )}
        <span className="figures font-medium">{text}</span>
      </span>
      <span aria-hidden className="relative mt-1 block h-2 rounded-full bg-sunken">
        <span
          className={`absolute inset-y-0 left-0 rounded-full ${FILL[tone]}`}
          style={{ width: at(value), minWidth: value > 0 ? 3 : 0 }}
        />
        {low != null && high != null && (
          <span
            className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-ink/60 before:absolute before:-top-1 before:left-0 before:h-2.5 before:w-0.5 before:bg-ink/60 after:absolute after:-top-1 after:right-0 after:h-2.5 after:w-0.5 after:bg-ink/60"
            style={{ left: at(low), width: `max(3px, ${Math.max(0, ((high - low) / end) * 100)}%)` }}
          />
        )}
      </span>
    </>
  );
}
