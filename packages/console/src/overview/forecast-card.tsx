import { linkOptions, Link } from '@tanstack/react-router';
import type { Overview } from '@understudy/contract';
import { ArrowUpRight } from 'lucide-react';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { percent } from '../ui/format.ts';
import { pastWeeks } from './past-weeks.ts';

const LEVERS = {
  review: linkOptions({ to: '/review/{-$id}', params: { id: undefined } }),
  audits: linkOptions({ to: '/audits' }),
  topics: linkOptions({ to: '/topics/{-$id}', params: { id: undefined } }),
};
const SHOWN_LEVERS = 3;

/** Where it goes in the next weeks, and what would speed it up. */
export function ForecastCard({ overview, height }: { overview: Overview; height: number }) {
  const { weeks, reason, levers } = overview.forecast;
  const past = pastWeeks(overview.learning.days);
  const coming = weeks.map(() => null);
  // What is expected goes on from where we are.
  const gone = past.map(({ share }, at) => (at === past.length - 1 ? share : null));
  const last = weeks.at(-1)?.coverage;
  return (
    <ChartFrame
      title="Where does it go?"
      says={
        last
          ? `In ${weeks.length} weeks it answers ${percent(last.low)} to ${percent(last.high)} alone, if all goes on as it does.`
          : 'Nothing to look ahead by yet.'
      }
      definition="Continues the weeks so far. The band holds what will be with the stated confidence; how often it did in the past is measured in the benchmarks. What speeds it up is estimated one by one, so the points do not simply add up."
      empty={weeks.length === 0 ? (reason ?? 'Too few weeks so far.') : null}
      table={{
        columns: [
          { name: 'Week of' },
          { name: 'Answered alone', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
        ],
        rows: [
          ...past.map(({ day, share }) => [day, share, null, null]),
          ...weeks.map(({ day, coverage }) => [day, coverage.value, coverage.low, coverage.high]),
        ],
      }}
    >
      <TimeChart
        label={`Forecast: ${last ? `${percent(last.value)} answered alone` : 'not known'}`}
        days={[...past, ...weeks].map(({ day }) => day)}
        series={[
          { name: 'So far', values: [...past.map(({ share }) => share), ...coming], tone: 'accent' },
          {
            name: 'Expected',
            values: [...gone, ...weeks.map(({ coverage }) => coverage.value)],
            low: [...gone, ...weeks.map(({ coverage }) => coverage.low)],
            high: [...gone, ...weeks.map(({ coverage }) => coverage.high)],
            tone: 'accent',
            dashed: true,
          },
        ]}
        say={percent}
        height={height}
        plain
      />
      {levers.length > 0 && (
        <ul className="-mx-2 mt-1 flex flex-col text-sm">
          {levers.slice(0, SHOWN_LEVERS).map((lever) => (
            <li key={lever.text}>
              <Link
                {...LEVERS[lever.to]}
                className="flex items-center gap-2 rounded-lg px-2 py-1 hover:bg-hover"
              >
                <ArrowUpRight className="size-4 shrink-0 text-good" aria-hidden />
                <span className="line-clamp-2">{lever.text}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
