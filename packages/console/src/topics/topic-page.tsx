/** One topic: how it stands, what it costs, what solves it, how people handle it, and its switch. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Topic, TopicFigures } from '@understudy/contract';
import { ArrowLeft, Shapes, Telescope } from 'lucide-react';
import { qualityQuery, topicFiguresQuery } from '../api/figure-queries.ts';
import { topicQuery } from '../api/watch-queries.ts';
import { DrillDown } from '../figures/drill-down.tsx';
import { RangePicker } from '../figures/range-picker.tsx';
import type { FigureSearch } from '../figures/range.ts';
import { useFigures } from '../figures/use-figures.ts';
import { Badge } from '../ui/badge.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { TopicDetail } from './topic-detail.tsx';
import { TopicFigureCards } from './topic-figures.tsx';
import { TopicSwitch } from './topic-switch.tsx';

export function TopicPage({ id, mayLead }: { id: string; mayLead: boolean }) {
  const topic = useQuery(topicQuery(id));
  const { range, before } = useFigures();
  const figures = useQuery({ ...topicFiguresQuery(range), enabled: mayLead });
  const earlier = useQuery({
    ...topicFiguresQuery(before ?? range),
    enabled: mayLead && before !== null,
  });
  const marks = useQuery({ ...qualityQuery({ ...range, topic_id: id }), enabled: mayLead }).data?.annotations;
  const ofThis = (items: readonly TopicFigures[] | undefined) => items?.find((each) => each.id === id);
  const own = ofThis(figures.data?.items);
  return (
    <>
      <Page
        title={nameOf(topic.data, own)}
        actions={
          <div className="flex flex-wrap items-center gap-2">
            <Link
              to="/topics/{-$id}"
              params={{ id: undefined }}
              search={((old: object) => old) as never}
              className={buttonClass()}
            >
              <ArrowLeft className="size-4" aria-hidden /> All topics
            </Link>
            {mayLead && (
              <>
                <Link
                  to="/quality"
                  search={({ days, from, to, compare }: FigureSearch) => ({
                    days,
                    from,
                    to,
                    compare,
                    about: id,
                  })}
                  className={buttonClass()}
                >
                  <Telescope className="size-4" aria-hidden /> Quality
                </Link>
                <RangePicker />
              </>
            )}
          </div>
        }
      >
        {topic.isPending && <Skeleton rows={3} className="h-32" />}
        {topic.isError && (
          <Failed error={topic.error} what="The topic" onRetry={() => void topic.refetch()} />
        )}
        {topic.data === null && !own && !(mayLead && figures.isPending) && (
          <Empty icon={<Shapes />} title="This topic is no more">
            It was joined with another one, or all that was known of it was taken back or erased.
          </Empty>
        )}
        {topic.data?.provisional && (
          <p>
            <Badge>provisional</Badge>{' '}
            <span className="text-sm text-muted">
              Too little stands behind it to be sure that it is a topic.
            </span>
          </p>
        )}
        {figures.isError && (
          <Failed error={figures.error} what="Its figures" onRetry={() => void figures.refetch()} />
        )}
        {own && (
          <TopicFigureCards
            topic={own}
            before={before ? ofThis(earlier.data?.items) : undefined}
            marks={marks}
          />
        )}
        {topic.data && (
          <>
            <Section title="What it is about">
              <TopicDetail topic={topic.data} />
            </Section>
            <TopicSwitch id={id} mayChange={mayLead} />
          </>
        )}
      </Page>
      <DrillDown />
    </>
  );
}

const nameOf = (topic: Topic | null | undefined, figures: TopicFigures | undefined): string =>
  topic?.name || figures?.name || 'Topic';
