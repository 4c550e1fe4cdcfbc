import { Link, linkOptions } from '@tanstack/react-router';
import type { Absorption, Overview } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { isSmall, changeWords } from '../figures/share-words.ts';
import { everyDay, latestOf, shareLine } from '../figures/series.ts';
import { MEASURES } from '../figures/measures.ts';
import { amount } from '../figures/numbers.ts';
import { useFigures } from '../figures/use-figures.ts';
import { buttonClass } from '../ui/button.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { Stat } from './stat.tsx';

const LESSONS = linkOptions({
  to: '/review/{-$id}',
  params: { id: undefined },
  search: { status: 'approved' },
});

function absorptionWords({ known, unknown, median, low, high }: Absorption): string {
  if (median === null) return 'nothing new learned yet';
  const within = low === null || high === null ? '' : ` (${amount(low)} to ${amount(high)})`;
  const rest = unknown > 0 ? `, ${count(unknown)} not yet` : '';
  return `human ${median === 1 ? 'answer' : 'answers'} first${within}; ${plural(known, 'topic')}${rest}`;
}

/** Is it learning? What it answers alone, against what it would have answered had it stopped. */
export function LearningCard({
  overview,
  before: earlier,
  height,
  className,
}: {
  overview: Overview;
  /** Of the days before, where somebody compares. */
  before: Overview | undefined;
  height: number;
  className: string;
}) {
  const { learning, annotations, range } = overview;
  const { open } = useFigures();
  const days = everyDay(range, learning.days);
  const ours = shareLine(days, { measure: 'answered-alone', of: 'conversations' });
  const twin = shareLine(days, { measure: 'twin-answered', of: 'conversations' });
  const was =
    earlier &&
    shareLine(everyDay(earlier.range, earlier.learning.days), {
      measure: 'answered-alone',
      of: 'conversations',
    });
  const { coverage, before, absorption } = learning;
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
          <p className="mt-2">
            Until it knows: how many conversations of a topic people answered before the first one that was
            answered alone and right; the median of the topics that got there, with its 90 % interval from
            five topics on, as of last night.
          </p>
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
          { name: 'Share over 7 days', say: percent },
          { name: 'Frozen twin', say: percent },
          ...(was ? [{ name: 'Days before', say: percent }] : []),
        ],
        rows: days.map(({ day, counts }, at) => [
          day,
          counts.conversations ?? 0,
          counts['answered-alone'] ?? 0,
          ours.values[at] ?? null,
          twin.values[at] ?? null,
          ...(was ? [was.values[at] ?? null] : []),
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
          note={earlier ? changeWords(learning.twin, earlier.learning.twin) : 'had it stopped learning'}
          onOpen={() => open('twin-answered')}
        />
        <Stat
          name="Lessons"
          value={count(learning.lessons)}
          note={earlier ? `${count(earlier.learning.lessons)} in the days before` : 'came into force'}
          link={LESSONS}
        />
        <Stat
          name="Until it knows"
          value={absorption.median === null ? '–' : amount(absorption.median)}
          note={absorptionWords(absorption)}
        />
      </div>
      <TimeChart
        label={`Answered alone, ${latest === null ? 'not known' : percent(latest)} of the last seven days`}
        days={days.map(({ day }) => day)}
        series={[
          { name: 'Answered alone', ...ours, tone: 'accent' },
          { name: 'Frozen twin', values: twin.values, tone: 'faint', dashed: true },
          ...(was
            ? [{ name: 'Days before', values: was.values, tone: 'accent' as const, dashed: true }]
            : []),
        ]}
        marks={annotations}
        say={percent}
        height={height}
      />
    </ChartFrame>
  );
}
