import type { Interval, Worth } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { between, intervalRows, minutes } from '../figures/numbers.ts';
import { count } from '../ui/format.ts';

const FEW_HELD = 30;

/** Minutes of people with and without it, measured side by side. */
export function HoldOutCard({ worth: { hold_out, model } }: { worth: Worth }) {
  const lines: readonly (readonly [string, Interval | null])[] = hold_out
    ? [
        [`With people, ${count(hold_out.held)} held out`, hold_out.minutes_held],
        [`Answered alone, ${count(hold_out.others)}`, hold_out.minutes_others],
        ['Saved a conversation', hold_out.saved],
      ]
    : [];
  const top = Math.max(1, ...lines.map(([, interval]) => interval?.high ?? 0)) * 1.1;
  return (
    <ChartFrame
      title="Measured, not assumed"
      unit="minutes"
      says={
        hold_out?.saved
          ? `Against conversations drawn at random to go to people: ${minutes(hold_out.saved.value)} less.`
          : 'Drawing a few conversations at random to go to people all the same measures the saving directly.'
      }
      definition="Of the conversations that could have been answered alone, a small random share goes to people. Both kinds are alike in all but who answered, so the difference in minutes is what it saves."
      empty={
        !hold_out
          ? model.hold_out > 0
            ? 'Nothing was held out in these days so far.'
            : 'Nothing is held out. The cost model sets a share, 1 or 2 % are enough.'
          : hold_out.saved === null
            ? 'Too few were held out so far to compare.'
            : null
      }
      small={
        hold_out && hold_out.held < FEW_HELD
          ? `Only ${count(hold_out.held)} held out: the range is wide.`
          : null
      }
      table={{
        columns: [
          { name: 'Conversations' },
          { name: 'Minutes', say: minutes },
          { name: 'From', say: minutes },
          { name: 'To', say: minutes },
        ],
        rows: intervalRows(lines),
      }}
    >
      <ul className="flex flex-col gap-3">
        {lines.map(
          ([name, interval]) =>
            interval && (
              <li key={name}>
                <p className="figures flex items-baseline gap-2 text-sm">
                  <span className="flex-1">{name}</span>
                  <span className="font-medium">{minutes(interval.value)}</span>
                </p>
                <p className="figures text-xs text-muted">{between(interval, minutes)}</p>
                <IntervalLine {...interval} from={Math.min(0, interval.low)} to={top} say={minutes} />
              </li>
            ),
        )}
      </ul>
    </ChartFrame>
  );
}

/** The whole computation, with the figures put in. */
export function StepsCard({ worth: { steps, missing }, className }: { worth: Worth; className: string }) {
  return (
    <ChartFrame
      title="How it is computed"
      className={className}
      says="Step by step, with the figures of these days."
      definition="Nothing else goes in. Change the cost model, and each step changes with it."
      empty={steps.length === 0 ? missing.join(' ') || 'Too little so far to compute.' : null}
      table={{
        columns: [{ name: 'Step' }, { name: 'What' }],
        rows: steps.map((step, at) => [String(at + 1), step]),
      }}
    >
      <ol className="figures flex flex-col gap-2 text-sm">
        {steps.map((step, at) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-xs text-muted"
            >
              {at + 1}
            </span>
            <span className="pt-0.5">{step}</span>
          </li>
        ))}
      </ol>
    </ChartFrame>
  );
}
