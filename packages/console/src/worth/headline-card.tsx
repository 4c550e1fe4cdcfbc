import type { Interval, Worth } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { amount, between, hours, intervalRows, money, movedWords } from '../figures/numbers.ts';
import { Opens } from '../figures/opens.tsx';
import { ShareFigure } from '../figures/share.tsx';
import { plural } from '../ui/format.ts';

const FEW_THREADS = 100;

interface HeadlineCardProps {
  readonly worth: Worth;
  /** Of the days before, where somebody compares. */
  readonly before: Worth | undefined;
  readonly className: string;
}

interface Line {
  readonly name: string;
  readonly interval: Interval | null;
  readonly before: Interval | null | undefined;
  readonly say: (value: number) => string;
}

/** Hours, money and what is left of it, each with its interval. */
export function HeadlineCard({ worth, before, className }: HeadlineCardProps) {
  const { model, net, missing } = worth;
  const inMoney = (value: number) => money(value, model.currency);
  const lines: readonly Line[] = [
    { name: 'Hours of your team', interval: worth.hours_saved, before: before?.hours_saved, say: hours },
    { name: 'Money saved', interval: worth.money_saved, before: before?.money_saved, say: inMoney },
    { name: `Left after ${inMoney(worth.cost)} of cost`, interval: net, before: before?.net, say: inMoney },
    {
      name: 'Cost of one resolution',
      interval: worth.cost_per_resolution,
      before: before?.cost_per_resolution,
      say: inMoney,
    },
  ];
  return (
    <ChartFrame
      title="What it saved"
      says={sentenceOf(net, inMoney)}
      className={className}
      definition="Answers given alone that held, times the minutes of your team’s own threads, times the wage; less what wrong answers and the product cost. Every interval carries the uncertainty of both the answers and the minutes."
      empty={worth.hours_saved === null ? missing.join(' ') || 'Too little so far to say.' : null}
      small={
        worth.threads_measured < FEW_THREADS && model.handle_minutes === null
          ? `Minutes were measured from only ${plural(worth.threads_measured, 'thread')}: the ranges are wide.`
          : null
      }
      table={{
        columns: [
          { name: 'Figure' },
          { name: 'Estimate', say: amount },
          { name: 'From', say: amount },
          { name: 'To', say: amount },
        ],
        rows: intervalRows(lines.map(({ name, interval }) => [name, interval])),
      }}
    >
      <div className="grid flex-1 content-around gap-x-6 gap-y-4 sm:grid-cols-2">
        {lines.map((line) => line.interval && <Figure key={line.name} {...line} interval={line.interval} />)}
      </div>
      <div className="mt-4 border-t border-line pt-3 sm:max-w-sm">
        <ShareFigure share={worth.resolved} before={before?.resolved} />
      </div>
      {missing.length > 0 && <p className="mt-2 text-xs text-warn">{missing.join(' ')}</p>}
    </ChartFrame>
  );
}

function sentenceOf(net: Interval | null, say: (value: number) => string): string {
  if (!net) return 'It cannot be said yet.';
  if (net.low > 0)
    return `It pays: between ${say(net.low)} and ${say(net.high)} more than it cost in these days.`;
  if (net.high < 0)
    return `It does not pay yet: it cost between ${say(-net.high)} and ${say(-net.low)} more than it saved.`;
  return 'Whether it pays cannot be told yet: the range holds both.';
}

function Figure({ name, interval, before, say }: Omit<Line, 'interval'> & { interval: Interval }) {
  const { value, low, high } = interval;
  const from = Math.min(0, low * 1.15);
  return (
    <div>
      <p className="text-xs text-muted">{name}</p>
      <Opens measure="answered-alone" title="Show the conversations that it answered alone">
        <span className="text-2xl font-semibold tracking-tight">{say(value)}</span>
      </Opens>
      <p className="figures text-xs text-muted">{between(interval, say)}</p>
      <IntervalLine
        value={value}
        low={low}
        high={high}
        from={from}
        to={Math.max(high * 1.15, from + 1e-9, 0)}
        say={say}
        tone={high < 0 ? 'bad' : 'accent'}
      />
      {before && <p className="figures text-xs text-muted">{movedWords(interval, before, say)}</p>}
    </div>
  );
}
