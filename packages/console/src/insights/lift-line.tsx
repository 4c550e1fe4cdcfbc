import type { Insight } from '@understudy/contract';
import { percent } from '../ui/format.ts';
import { placeOf, timesWords } from './words.ts';

/** How many times as often, with its interval, on an axis of doublings around “as often”. */
export function LiftLine({ lift: { value, low, high, confidence } }: Pick<Insight, 'lift'>) {
  const [from, at, to] = [low, value, high].map((each) => `${placeOf(each) * 100}%`);
  return (
    <div
      role="img"
      aria-label={`${timesWords(value)} as often, with ${percent(confidence)} confidence between ${timesWords(low)} and ${timesWords(high)}`}
      className="figures"
    >
      <p aria-hidden className="flex items-baseline justify-between gap-2">
        <span className="text-lg font-semibold tracking-tight">{timesWords(value)}</span>
        <span className="text-xs text-muted">
          {timesWords(low)} to {timesWords(high)}
        </span>
      </p>
      <div aria-hidden className="relative mt-1 h-4">
        <span className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-sunken" />
        <span className="absolute inset-y-0 left-1/2 w-0.5 bg-line-strong" />
        <span
          className={`absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full opacity-45 ${value < 1 ? 'bg-good' : 'bg-accent'}`}
          style={{ left: from, right: `calc(100% - ${to})` }}
        />
        <span
          className={`absolute top-1/2 size-2.5 -translate-1/2 rounded-full ${value < 1 ? 'bg-good' : 'bg-accent'}`}
          style={{ left: at }}
        />
      </div>
      <p aria-hidden className="relative h-4 text-center text-[11px] text-faint">
        <span className="absolute left-0">less</span>as often<span className="absolute right-0">more</span>
      </p>
    </div>
  );
}
