import { useQuery } from '@tanstack/react-query';
import type { Incident } from '@understudy/contract';
import { qualityQuery } from '../api/figure-queries.ts';
import { dayWords } from '../charts/days.ts';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { expectedWords } from './words.ts';

/** Day by day against what was expected, and how much more is still usual. */
export function DaysChart({ incident: { id, days, evidence } }: { incident: Incident }) {
  const range = { from: days[0]?.day, to: days.at(-1)?.day };
  const happened = useQuery({ ...qualityQuery(range), enabled: days.length > 0 }).data?.annotations ?? [];
  const most = days.toSorted((a, b) => b.count - a.count)[0];
  return (
    <ChartFrame
      title="Against what was expected"
      unit="conversations a day"
      says={evidence}
      definition="Expected: what the season (day of the week) and the traffic of that day make likely, from the weeks before. The band reaches as far as nineteen days of twenty do."
      empty={days.length === 0 ? 'Its days were erased.' : null}
      table={{
        columns: [
          { name: 'Day' },
          { name: 'Came' },
          { name: 'Expected', say: expectedWords },
          { name: 'Usual up to', say: expectedWords },
        ],
        rows: days.map(({ day, count, expected, high }) => [day, count, expected, high]),
      }}
    >
      <TimeChart
        label={`${days.length} days${most ? `; the most came on ${dayWords(most.day)}: ${most.count}, where ${expectedWords(most.expected)} were expected` : ''}`}
        days={days.map(({ day }) => day)}
        say={expectedWords}
        marks={happened.filter((mark) => mark.id !== id)}
        series={[
          { name: 'Came', values: days.map(({ count }) => count), tone: 'bad' },
          {
            name: 'Expected, with what is still usual',
            values: days.map(({ expected }) => expected),
            low: days.map(() => 0),
            high: days.map(({ high }) => high),
            tone: 'muted',
            dashed: true,
          },
        ]}
      />
    </ChartFrame>
  );
}
