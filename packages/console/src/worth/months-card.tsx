import type { Worth } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { amount, money } from '../figures/numbers.ts';
import { count } from '../ui/format.ts';

/** How it adds up, month by month. */
export function MonthsCard({ worth, className }: { worth: Worth; className: string }) {
  const { months, model } = worth;
  const inMoney = (value: number) => money(value, model.currency);
  const totals = months.map(({ total }) => total);
  const last = totals.findLast((total) => total !== null);
  return (
    <ChartFrame
      title="How it adds up"
      unit={`${model.currency}, from the first of these months on`}
      className={className}
      says={
        last
          ? `By the last month ${inMoney(last.low)} to ${inMoney(last.high)} in all, after cost.`
          : 'It cannot be said yet.'
      }
      definition="What each month saved less what it cost, added up from month to month. What is learned stays, so later months save more."
      empty={last ? null : 'It begins with the first month of which enough was measured.'}
      table={{
        columns: [
          { name: 'Month' },
          { name: 'Answered alone', say: count },
          { name: 'Hours', say: amount },
          { name: 'Saved', say: inMoney },
          { name: 'Cost', say: inMoney },
          { name: 'In all', say: inMoney },
          { name: 'From', say: inMoney },
          { name: 'To', say: inMoney },
        ],
        rows: months.map((each) => [
          each.month,
          each.answered,
          each.hours?.value ?? null,
          each.money?.value ?? null,
          each.cost,
          each.total?.value ?? null,
          each.total?.low ?? null,
          each.total?.high ?? null,
        ]),
      }}
    >
      <TimeChart
        label={`In all after cost: ${last ? inMoney(last.value) : 'not known'}`}
        days={months.map(({ month }) => `${month}-01`)}
        series={[
          {
            name: 'In all, after cost',
            values: totals.map((total) => total?.value ?? null),
            low: totals.map((total) => total?.low ?? null),
            high: totals.map((total) => total?.high ?? null),
            tone: 'accent',
          },
          {
            name: 'Saved in the month',
            values: months.map((each) => each.money?.value ?? null),
            tone: 'good',
          },
          { name: 'Cost of the month', values: months.map(({ cost }) => cost), tone: 'faint', dashed: true },
        ]}
        say={inMoney}
        height={260}
        plain={months.length < 6}
      />
    </ChartFrame>
  );
}
