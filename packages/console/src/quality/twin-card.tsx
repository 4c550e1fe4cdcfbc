import { useQuery } from '@tanstack/react-query';
import type { Interval, Quality, Twin } from '@understudy/contract';
import { twinQuery } from '../api/figure-queries.ts';
import { dayWords } from '../charts/days.ts';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import type { TimeSeries } from '../charts/time-series.ts';
import { MEASURES } from '../figures/measures.ts';
import { isSmall } from '../figures/share-words.ts';
import { useFigures } from '../figures/use-figures.ts';
import { count, percent } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';

interface TwinCardProps {
  readonly topic_id: string | undefined;
  /** What happened in these days. */
  readonly marks: Quality['annotations'];
  readonly className: string;
}

/** Week by week against the frozen twin: what lies between is what was learned. */
export function TwinCard({ topic_id, marks, className }: TwinCardProps) {
  const { range } = useFigures();
  const query = useQuery(twinQuery({ ...range, ...(topic_id !== undefined && { topic_id }) }));
  if (query.isPending) return <Skeleton rows={1} className="h-72" />;
  if (query.isError && !query.data)
    return (
      <section className={`card flex ${className}`}>
        <Failed error={query.error} what="The twin" onRetry={() => void query.refetch()} />
      </section>
    );
  return <Curve twin={query.data} marks={marks} className={className} />;
}

const endsOf = (interval: Interval | null) =>
  interval ? [interval.value, interval.low, interval.high] : [null, null, null];

const line = (
  intervals: readonly (Interval | null)[],
  look: Pick<TimeSeries, 'name' | 'tone' | 'dashed'>,
) => ({
  ...look,
  values: intervals.map((each) => each?.value ?? null),
  low: intervals.map((each) => each?.low ?? null),
  high: intervals.map((each) => each?.high ?? null),
});

function Curve({
  twin: { frozen_at, weeks },
  marks,
  className,
}: Pick<TwinCardProps, 'marks' | 'className'> & { readonly twin: Twin }) {
  const { open } = useFigures();
  const last = weeks.findLast(({ alone, twin }) => alone && twin);
  const gap = last?.alone && last.twin ? (last.alone.value - last.twin.value) * 100 : null;
  return (
    <ChartFrame
      title="Against its frozen twin"
      unit="share a week"
      className={className}
      says={
        gap === null
          ? 'The twin is frozen early and runs in the shadow from then on.'
          : `In the last week ${gap.toFixed(0)} points lie between the two: that much was learned since ${frozen_at === null ? 'then' : dayWords(frozen_at)}.`
      }
      definition={MEASURES['twin-answered'].means}
      empty={
        frozen_at === null
          ? 'There is no twin yet: it is frozen once the first conversations were learned from.'
          : weeks.length === 0
            ? 'No whole week in these days.'
            : null
      }
      small={
        last && isSmall({ total: last.conversations })
          ? 'Fewer than 30 conversations in the last week: read the bands.'
          : null
      }
      table={{
        columns: [
          { name: 'Week of' },
          { name: 'Conversations', say: count },
          { name: 'Answered alone', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
          { name: 'Twin', say: percent },
          { name: 'Twin from', say: percent },
          { name: 'Twin to', say: percent },
          { name: 'Right', say: percent },
          { name: 'Twin right', say: percent },
        ],
        rows: weeks.map(({ day, conversations, alone, twin, right, twin_right }) => [
          day,
          conversations,
          ...endsOf(alone),
          ...endsOf(twin),
          right?.value ?? null,
          twin_right?.value ?? null,
        ]),
      }}
      actions={
        weeks.length > 0 && (
          <button
            type="button"
            onClick={() => open('twin-answered')}
            title="What the twin would have answered"
            className="rounded-lg px-2 py-1 text-xs text-muted hover:bg-hover max-sm:hidden"
          >
            Its answers
          </button>
        )
      }
    >
      <TimeChart
        label={`Against the frozen twin: ${gap === null ? 'not known' : `${gap.toFixed(0)} points apart in the last week`}`}
        days={weeks.map(({ day }) => day)}
        series={[
          line(
            weeks.map(({ alone }) => alone),
            { name: 'Learning', tone: 'accent' },
          ),
          line(
            weeks.map(({ twin }) => twin),
            { name: 'Frozen twin', tone: 'faint', dashed: true },
          ),
        ]}
        marks={marks}
        say={percent}
        height={230}
      />
    </ChartFrame>
  );
}
