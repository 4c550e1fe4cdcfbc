import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Annotation, TopicFigures } from '@understudy/contract';
import { GraduationCap, MessagesSquare, TrendingDown } from 'lucide-react';
import { autonomyQuery } from '../api/queries.ts';
import { dayWords } from '../charts/days.ts';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { TimeChart } from '../charts/time-chart.tsx';
import { Opens } from '../figures/opens.tsx';
import { ShareFigure } from '../figures/share.tsx';
import { useFigures } from '../figures/use-figures.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { count, percent, plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { shareOf } from './listing.ts';
import { declineWords, gapWords } from './words.ts';

/** How a topic stands in the chosen days. */
export function TopicFigureCards({
  topic,
  before,
  marks,
}: {
  topic: TopicFigures;
  /** Of the days before, where somebody compares. */
  before: TopicFigures | undefined;
  /** What happened in these days; undefined until it is known. */
  marks: readonly Annotation[] | undefined;
}) {
  return (
    <>
      {topic.decline && <Decline decline={topic.decline} />}
      <Section title="How it stands">
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {topic.shares.map((share) => (
            <ShareFigure
              key={`${share.measure} ${share.of}`}
              share={share}
              before={before && shareOf(before, share.measure)}
              topic_id={topic.id}
            />
          ))}
          <Risk topic={topic} />
        </div>
      </Section>
      <Trend topic={topic} marks={marks} />
      <Gap topic={topic} before={before} />
    </>
  );
}

function Decline({ decline }: { decline: NonNullable<TopicFigures['decline']> }) {
  return (
    <section aria-label="Decline" className="flex gap-3 rounded-xl border border-line bg-bad-soft p-4">
      <TrendingDown className="mt-0.5 size-5 shrink-0 text-bad" aria-hidden />
      <div>
        <p className="font-medium">{declineWords(decline)}</p>
        <p className="text-sm">
          {decline.consistent_with.length === 0
            ? 'Nothing that is known coincides with it.'
            : `Consistent with ${decline.consistent_with.join(', ')}: it came at the same time, which proves no cause.`}
        </p>
      </div>
    </section>
  );
}

function Risk({ topic: { id, risk } }: { topic: TopicFigures }) {
  const accepted = useQuery(autonomyQuery).data?.max_error;
  return (
    <div className="min-w-0">
      <p className="flex h-6 items-center text-xs text-muted">Wrong, estimated</p>
      {risk === null ? (
        <p className="text-sm text-muted">None of its answers has been audited in these days.</p>
      ) : (
        <>
          <Opens measure="audited-wrong" of={{ topic: id }} title="Show the audited answers that were wrong">
            <span className="text-2xl font-semibold tracking-tight">{percent(risk.value)}</span>
          </Opens>
          <IntervalLine
            {...risk}
            to={Math.max(0.1, Math.ceil(risk.high * 10) / 10)}
            say={percent}
            tone={accepted !== undefined && risk.low > accepted ? 'bad' : 'muted'}
            limit={accepted === undefined ? undefined : { at: accepted, name: 'accepted' }}
          />
        </>
      )}
    </div>
  );
}

function Trend({
  topic: { trend },
  marks = [],
}: {
  topic: TopicFigures;
  marks: readonly Annotation[] | undefined;
}) {
  const last = trend.at(-1);
  return (
    <ChartFrame
      title="Per week"
      unit="conversations"
      says={
        last &&
        `${count(last.conversations)} in the week of ${dayWords(last.day)}, ${count(last.alone)} of them answered alone.`
      }
      definition="Conversations by the week (UTC) in which they were opened, and how many of them the AI agent answered without a person before it."
      empty={trend.length < 2 ? 'Less than two weeks so far: there is no trend to see yet.' : null}
      table={{
        columns: [
          { name: 'Week of' },
          { name: 'Conversations', say: count },
          { name: 'Answered alone', say: count },
        ],
        rows: trend.map(({ day, conversations, alone }) => [day, conversations, alone]),
      }}
    >
      <TimeChart
        label={`Conversations per week, ${trend.length} weeks`}
        days={trend.map(({ day }) => day)}
        say={(value) => count(Math.round(value))}
        height={220}
        marks={marks}
        series={[
          { name: 'Conversations', values: trend.map(({ conversations }) => conversations), tone: 'muted' },
          { name: 'Answered alone', values: trend.map(({ alone }) => alone), tone: 'accent' },
        ]}
      />
    </ChartFrame>
  );
}

function Gap({ topic, before }: { topic: TopicFigures; before: TopicFigures | undefined }) {
  const { open } = useFigures();
  const { id, gap, minutes, waiting_lessons } = topic;
  return (
    <Section
      title="Gap"
      lead={`${gapWords({ gap, minutes })}.${before ? ` In the days before: ${gapWords(before)}.` : ''}`}
    >
      <div className="flex flex-wrap gap-2">
        <Button size="medium" onClick={() => open('handed-off', { topic: id })}>
          <MessagesSquare className="size-4" aria-hidden /> What people answered
        </Button>
        {waiting_lessons > 0 ? (
          <Link
            to="/review/{-$id}"
            params={{ id: undefined }}
            search={{ topic_id: id }}
            className={buttonClass('plain', 'medium')}
          >
            <GraduationCap className="size-4" aria-hidden /> Review{' '}
            {plural(waiting_lessons, 'waiting lesson')}
          </Link>
        ) : (
          <p className="self-center text-sm text-muted">No lesson of it waits for a review.</p>
        )}
      </div>
    </Section>
  );
}
