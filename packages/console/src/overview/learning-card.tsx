import { Link } from '@tanstack/react-router';
import type { Overview } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { isSmall, changeWords } from '../figures/share-words.ts';
import { everyDay, latestOf, shareLine } from '../figures/series.ts';
import { MEASURES } from '../figures/measures.ts';
import { useFigures } from '../figures/use-figures.ts';
import { buttonClass } from '../ui/button.tsx';
import { count, percent } from '../ui/format.ts';
import { Stat } from './stat.tsx';

const sayShare = (value: number) => percent(value);

/** Is it learning? What it answers alone, against what it would have answered had it stopped. */
export function LearningCard({
  overview,
  height,
  className,
}: {
  overview: Overview;
  height: number;
  className: string;
}) {
  const { learning, annotations, range } = overview;
  const { open } = useFigures();
  const days = everyDay(range, learning.days);
  const ours = shareLine(days, { measure: 'answered-alone', of: 'conversations' });
  const twin = shareLine(days, { measure: 'twin-answered', of: 'conversations' });
  const { coverage, before } = learning;
  const latest = latestOf(ours.values);
  return (
    <ChartFrame
      title="Is it learning?"
      says={learning.text}
      className={className}
      definition={
        <>
          <p>
            {MEASURES['answered-alone'].means} Shown as the share of all conversations of the last seven days.
          </p>
          <p className="mt-2">{MEASURES['twin-answered'].means}</p>
        </>
      }
      empty={
        coverage.total > 0 ? null : overview.as_of === null ? (
          <>
            <p>It begins with conversations: those of your widget, or those of the past.</p>
            <Link to="/setup" className={`mt-3 ${buttonClass('primary', 'medium')}`}>
              Import past conversations
            </Link>
          </>
        ) : (
          <>
            <p>No customer wrote in these days. Imported conversations are not counted here.</p>
            <Link to="/learning" className={`mt-3 ${buttonClass('plain', 'medium')}`}>
              What was learned from them
            </Link>
          </>
        )
      }
      small={isSmall(coverage) ? 'Fewer than 30 conversations: read the band, not the line.' : null}
      table={{
        columns: [
          { name: 'Day' },
          { name: 'Conversations', say: count },
          { name: 'Answered alone', say: count },
          { name: 'Share over 7 days', say: sayShare },
          { name: 'Frozen twin', say: sayShare },
        ],
        rows: days.map(({ day, counts }, at) => [
          day,
          counts.conversations ?? 0,
          counts['answered-alone'] ?? 0,
          ours.values[at] ?? null,
          twin.values[at] ?? null,
        ]),
      }}
      actions={
        <Link to="/quality" search={true} className={`${buttonClass('quiet')} max-sm:hidden`}>
          Quality
        </Link>
      }
    >
      <div className="mb-2 grid grid-cols-2 gap-x-4 gap-y-2 xl:grid-cols-4">
        <Stat
          name="Answered alone"
          value={coverage.value === null ? '–' : percent(coverage.value)}
          note={changeWords(coverage, before)}
          onOpen={() => open('answered-alone')}
        />
        <Stat
          name="Frozen twin"
          value={learning.twin.value === null ? '–' : percent(learning.twin.value)}
          note="had it stopped learning"
          onOpen={() => open('twin-answered')}
        />
        <Stat name="Lessons" value={count(learning.lessons)} note="came into force" />
        <Stat
          name="Until it knows"
          value={learning.absorb_median === null ? '–' : count(learning.absorb_median)}
          note={learning.absorb_median === null ? 'nothing new learned yet' : 'human answers, then one alone'}
        />
      </div>
      <TimeChart
        label={`Answered alone, ${latest === null ? 'not known' : percent(latest)} of the last seven days`}
        days={days.map(({ day }) => day)}
        series={[
          { name: 'Answered alone', ...ours, tone: 'accent' },
          { name: 'Frozen twin', values: twin.values, tone: 'faint', dashed: true },
        ]}
        marks={annotations}
        say={percent}
        height={height}
      />
    </ChartFrame>
  );
}
