import { Link } from '@tanstack/react-router';
import type { Interval, Overview } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { amount, between, hours, intervalRows, money, movedWords } from '../figures/numbers.ts';
import { Opens } from '../figures/opens.tsx';
import { buttonClass } from '../ui/button.tsx';

/** What is it worth? Hours and money with their intervals. */
export function WorthCard({
  worth,
  before,
}: {
  worth: Overview['worth'];
  before: Overview['worth'] | undefined;
}) {
  const inMoney = (value: number) => money(value, worth.currency);
  const rows = [
    ['Hours', worth.hours],
    [`Money in ${worth.currency}`, worth.money],
  ] as const;
  return (
    <ChartFrame
      title="What is it worth?"
      says={worth.text}
      definition="What your team did not have to handle: answers given alone that truly resolved, times the minutes that your team’s own threads take, times your wage. The cost model is yours; the ROI page shows each step."
      empty={worth.hours === null ? 'Too little was answered alone so far to say what it is worth.' : null}
      table={{
        columns: [
          { name: 'Saved' },
          { name: 'Estimate', say: amount },
          { name: 'From', say: amount },
          { name: 'To', say: amount },
        ],
        rows: intervalRows(rows),
      }}
      actions={
        <Link to="/roi" search={true} className={buttonClass('quiet')}>
          ROI
        </Link>
      }
    >
      <div className="flex flex-1 flex-col justify-evenly gap-3">
        {worth.hours && (
          <Saved name="of your team’s time" interval={worth.hours} before={before?.hours} say={hours} />
        )}
        {worth.money && <Saved name="saved" interval={worth.money} before={before?.money} say={inMoney} />}
      </div>
    </ChartFrame>
  );
}

interface SavedProps {
  readonly name: string;
  readonly interval: Interval;
  /** Of the days before: undefined where nobody compares, null where nothing was known. */
  readonly before: Interval | null | undefined;
  readonly say: (value: number) => string;
}

function Saved({ name, interval, before, say }: SavedProps) {
  const { value, low, high } = interval;
  return (
    <div>
      <Opens measure="answered-alone" title="Show the conversations that it answered alone">
        <span className="text-2xl font-semibold tracking-tight">{say(value)}</span>{' '}
        <span className="text-sm text-muted">{name}</span>
      </Opens>
      <p className="figures text-xs text-muted">{between(interval, say)}</p>
      <IntervalLine
        value={value}
        low={low}
        high={high}
        from={Math.min(0, low)}
        to={Math.max(high * 1.15, 1)}
        say={say}
        tone={low > 0 ? 'good' : 'muted'}
      />
      {before && <p className="figures text-xs text-muted">{movedWords(interval, before, say)}</p>}
    </div>
  );
}
