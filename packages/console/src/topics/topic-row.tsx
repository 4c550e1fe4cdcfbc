import { Link } from '@tanstack/react-router';
import type { Autonomy, Measure, TopicFigures } from '@understudy/contract';
import { TrendingDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { standingOf } from '../autonomy/words.ts';
import { shortDay } from '../charts/days.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useFigures } from '../figures/use-figures.ts';
import { count, percent, plural } from '../ui/format.ts';
import { shareOf } from './listing.ts';
import { gapWords, workWords } from './words.ts';

interface TopicRowProps {
  readonly topic: TopicFigures;
  /** The same of the days before, where somebody compares. */
  readonly before: TopicFigures | undefined;
  readonly autonomy: Autonomy | undefined;
}

/** One topic of the table: each figure opens its conversations. */
export function TopicRow({ topic, before, autonomy }: TopicRowProps) {
  const { open } = useFigures();
  const { id, name, conversations, trend, risk, minutes, gap, waiting_lessons, decline } = topic;
  const standing = autonomy?.topics.find((each) => each.id === id);
  const alone = shareOf(topic, 'answered-alone');
  const cell = 'figures px-1.5 py-2.5 text-right align-top whitespace-nowrap';
  return (
    <tr className="border-b border-line last:border-0 hover:bg-hover/50">
      <th scope="row" className="w-full max-w-0 py-2.5 pl-4 text-left align-top font-normal">
        <Link
          to="/topics/{-$id}"
          params={{ id }}
          search={((old: object) => old) as never}
          className="font-medium break-words hover:underline hover:underline-offset-2"
        >
          {name || 'Without words'}
        </Link>
        <p className="figures text-xs text-muted sm:hidden">
          {plural(conversations, 'conversation')}, {alone?.value == null ? 'none' : percent(alone.value)}{' '}
          alone
        </p>
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          {autonomy && standing && <span>{standingOf(standing, autonomy.autonomy)}</span>}
          {waiting_lessons > 0 && (
            <Link
              to="/review/{-$id}"
              params={{ id: undefined }}
              search={{ topic_id: id }}
              className="underline underline-offset-2 hover:text-ink"
            >
              {plural(waiting_lessons, 'lesson')} to review
            </Link>
          )}
        </p>
        {decline && (
          <p className="mt-0.5 text-xs text-bad">
            <TrendingDown className="mr-1 inline size-3.5" aria-hidden />
            {percent(decline.after)} alone since {shortDay(decline.since)}, {percent(decline.before)} before
            {decline.consistent_with.length > 0 && `; consistent with ${decline.consistent_with.join(', ')}`}
          </p>
        )}
      </th>
      <td className={`${cell} max-sm:hidden`}>
        <Figure says="conversations" onOpen={() => open('conversations', { topic: id })}>
          {count(conversations)}
        </Figure>
        <Sparkline
          label={`Per week: ${trend.map((week) => week.conversations).join(', ')}`}
          values={trend.map((week) => week.conversations)}
          tone="muted"
          className="mt-0.5 ml-auto h-5 w-20"
        />
        {before && <Before>{count(before.conversations)}</Before>}
      </td>
      <ShareCell topic={topic} before={before} measure="answered-alone" look={`${cell} max-sm:hidden`} />
      <ShareCell topic={topic} before={before} measure="confirmed" look={`${cell} max-lg:hidden`} />
      <ShareCell topic={topic} before={before} measure="assumed" look={`${cell} max-lg:hidden`} />
      <td className={`${cell} max-lg:hidden`}>
        {risk ? (
          <Figure says=", of its audited answers" onOpen={() => open('audited-wrong', { topic: id })}>
            <Shown value={risk.value} low={risk.low} high={risk.high} />
          </Figure>
        ) : (
          <Nothing says="Not audited so far" />
        )}
        {before?.risk && <Before>{percent(before.risk.value)}</Before>}
      </td>
      <td className={`${cell} pr-3`} title={gapWords({ gap, minutes })}>
        <Figure
          says={`of your team; ${plural(gap, 'conversation')} that it could not answer`}
          onOpen={() => open('handed-off', { topic: id })}
        >
          {workWords(minutes)}
        </Figure>
        <span className="block px-1 text-xs text-muted">{count(gap)} open</span>
        {before && <Before>{workWords(before.minutes)}</Before>}
      </td>
    </tr>
  );
}

interface ShareCellProps extends Pick<TopicRowProps, 'topic' | 'before'> {
  readonly measure: Measure;
  readonly look: string;
}

function ShareCell({ topic, before, measure, look }: ShareCellProps) {
  const { open } = useFigures();
  const share = shareOf(topic, measure);
  const was = before && shareOf(before, measure)?.value;
  return (
    <td className={look}>
      {share?.value == null || share.low === null || share.high === null ? (
        <Nothing says="Nothing to count yet" />
      ) : (
        <Figure
          says={`, ${count(share.count)} of ${count(share.total)}`}
          onOpen={() => open(measure, { topic: topic.id })}
        >
          <Shown value={share.value} low={share.low} high={share.high} />
        </Figure>
      )}
      {was != null && <Before>{percent(was)}</Before>}
    </td>
  );
}

interface FigureProps {
  /** What the figure leaves unsaid, for those who do not see its column. */
  readonly says: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** It opens the conversations behind it. */
const Figure = ({ says, onOpen, children }: FigureProps) => (
  <button type="button" onClick={onOpen} className="rounded-md px-1 text-right hover:bg-hover">
    {children}
    <span className="sr-only"> {says}. Show the conversations</span>
  </button>
);

const Shown = ({ value, low, high }: { value: number; low: number; high: number }) => (
  <>
    {percent(value)}
    <span className="block text-xs text-muted">
      {percent(low).replace(' %', '')}–{percent(high).replace(' %', '')}
    </span>
  </>
);

/** What it was in the days before. */
const Before = ({ children }: { children: ReactNode }) => (
  <span className="block px-1 text-xs text-faint">{children} before</span>
);

const Nothing = ({ says }: { says: string }) => (
  <span className="text-faint" title={says}>
    <span aria-hidden>–</span>
    <span className="sr-only">{says}</span>
  </span>
);
