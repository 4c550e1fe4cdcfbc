import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Quality } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { MEASURES, nameOf } from '../figures/measures.ts';
import { everyDay, latestOf, shareLine } from '../figures/series.ts';
import { isSmall } from '../figures/share-words.ts';
import { Choices } from '../figures/choices.tsx';
import { count, percent } from '../ui/format.ts';
import { LINES, lineOf, type QualitySearch } from './search.ts';

/** One share over the days with its interval, what happened when, and the days before if somebody compares. */
export function SeriesCard({ quality, before }: { quality: Quality; before: Quality | undefined }) {
  const search: QualitySearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { measure, of } = lineOf(search);
  const days = everyDay(quality.range, quality.days);
  const now = shareLine(days, { measure, of });
  const earlier = before && shareLine(everyDay(before.range, before.days), { measure, of });
  const name = nameOf(measure);
  const latest = latestOf(now.values);
  return (
    <ChartFrame
      title="Day by day"
      unit={`share of: ${nameOf(of).toLowerCase()}, over 7 days`}
      says={
        latest === null
          ? 'Nothing was counted in these days.'
          : `${name}: ${percent(latest)} over the last seven days. Drag to look closer; marks say what happened.`
      }
      definition={`${MEASURES[measure].means} Each point is the share over the seven days that end on it; the band is its 90 % interval (Wilson).`}
      empty={latest === null ? 'Nothing was counted in these days.' : null}
      small={
        isSmall({ total: quality.counts[of] ?? 0 })
          ? 'Fewer than 30 of them: read the band, not the line.'
          : null
      }
      table={{
        columns: [
          { name: 'Day' },
          { name, say: count },
          { name: nameOf(of), say: count },
          { name: 'Share over 7 days', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
          ...(earlier ? [{ name: 'Days before', say: percent }] : []),
        ],
        rows: days.map(({ day, counts }, at) => [
          day,
          counts[measure] ?? 0,
          counts[of] ?? 0,
          now.values[at] ?? null,
          now.low[at] ?? null,
          now.high[at] ?? null,
          ...(earlier ? [earlier.values[at] ?? null] : []),
        ]),
      }}
    >
      <Choices
        label="Line"
        choices={LINES.map((line) => ({ id: line.measure, name: nameOf(line.measure) }))}
        chosen={measure}
        onChoose={(line) =>
          void navigate({
            to: '.',
            replace: true,
            search: ((old: object) => ({
              ...old,
              line: line === LINES[0].measure ? undefined : line,
            })) as never,
          })
        }
      />
      <div className="mt-3">
        <TimeChart
          label={`${name}: ${latest === null ? 'not known' : percent(latest)} over the last seven days`}
          days={days.map(({ day }) => day)}
          series={[
            { name, ...now, tone: 'accent' },
            ...(earlier
              ? [{ name: 'Days before', values: earlier.values, tone: 'accent' as const, dashed: true }]
              : []),
          ]}
          marks={quality.annotations}
          say={percent}
          height={260}
        />
      </div>
    </ChartFrame>
  );
}
