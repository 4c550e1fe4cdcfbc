/** All topics in rows: what costs most time of people comes first, unless one wishes otherwise. */
import { Link } from '@tanstack/react-router';
import type { Autonomy, Measure, TopicFigures } from '@understudy/contract';
import type { ReactNode } from 'react';
import { ArrowDown, ArrowUp, TrendingDown } from 'lucide-react';
import { Sparkline } from '../charts/sparkline.tsx';
import { shortDay } from '../charts/days.ts';
import { useFigures } from '../figures/use-figures.ts';
import { standingOf } from '../autonomy/words.ts';
import { count, percent, plural } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import { shareOf, type Sort, type TopicSearch } from './listing.ts';
import { gapWords, workWords } from './words.ts';

interface TopicTableProps {
  readonly topics: readonly TopicFigures[];
  readonly autonomy: Autonomy | undefined;
  readonly search: TopicSearch;
  readonly onChange: (part: { readonly [K in keyof TopicSearch]: TopicSearch[K] | undefined }) => void;
}

const COLUMNS: readonly { readonly sort: Sort; readonly label: string; readonly look: string }[] = [
  { sort: 'volume', label: 'Conversations', look: 'max-sm:hidden' },
  { sort: 'alone', label: 'Alone', look: 'max-sm:hidden' },
  { sort: 'confirmed', label: 'Confirmed', look: 'max-lg:hidden' },
  { sort: 'assumed', label: 'Assumed', look: 'max-lg:hidden' },
  { sort: 'wrong', label: 'Wrong', look: 'max-lg:hidden' },
  { sort: 'gap', label: 'Gap', look: '' },
];
/** A page that shows a thousand rows is read by nobody; the search finds the others. */
const MOST_ROWS = 200;

export function TopicTable({ topics, autonomy, search, onChange }: TopicTableProps) {
  const { sort = 'gap', reverse } = search;
  const onSort = (by: Sort) =>
    onChange({
      sort: by === 'gap' ? undefined : by,
      reverse: by === sort && !reverse ? true : undefined,
    });
  return (
    <section aria-label="All topics" className="card min-w-0">
      <div className="p-3 sm:max-w-sm">
        <SearchBox
          label="Search topics"
          text={search.q ?? ''}
          onText={(q) => onChange({ q: q || undefined })}
        />
      </div>
      <table className="w-full text-left">
        <thead className="border-y border-line text-xs text-muted">
          <tr>
            <SortHead sort="name" label="Topic" by={sort} reverse={reverse} onSort={onSort} look="pl-4" />
            {COLUMNS.map((column) => (
              <SortHead key={column.sort} {...column} by={sort} reverse={reverse} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.slice(0, MOST_ROWS).map((topic) => (
            <Row key={topic.id} topic={topic} autonomy={autonomy} />
          ))}
        </tbody>
      </table>
      {topics.length === 0 && (
        <p className="py-8 text-center text-sm text-muted">Nothing found for “{search.q?.trim()}”</p>
      )}
      {topics.length > MOST_ROWS && (
        <p className="px-4 py-3 text-xs text-muted">
          And {count(topics.length - MOST_ROWS)} more: search for them by their words.
        </p>
      )}
    </section>
  );
}

interface SortHeadProps {
  readonly sort: Sort;
  readonly label: string;
  readonly look: string;
  readonly by: Sort;
  readonly reverse: true | undefined;
  readonly onSort: (sort: Sort) => void;
}

function SortHead({ sort, label, look, by, reverse, onSort }: SortHeadProps) {
  const isBy = by === sort;
  // Names go up by nature, numbers down.
  const isUp = (sort === 'name') !== Boolean(reverse);
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={isBy ? (isUp ? 'ascending' : 'descending') : undefined}
      className={`py-1 font-medium last:pr-3 ${sort === 'name' ? 'text-left' : 'text-right'} ${look}`}
    >
      <button
        type="button"
        onClick={() => onSort(sort)}
        className={`inline-flex h-7 items-center gap-1 rounded-md hover:text-ink ${sort === 'name' ? '' : 'px-1.5'} ${isBy ? 'text-ink' : ''}`}
      >
        {label}
        {isBy && <Arrow className="size-3" aria-hidden />}
      </button>
    </th>
  );
}

function Row({ topic, autonomy }: { topic: TopicFigures; autonomy: Autonomy | undefined }) {
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
        <Figure says="conversations" onOpen={() => open('conversations', id)}>
          {count(conversations)}
        </Figure>
        <Sparkline
          label={`Per week: ${trend.map((week) => week.conversations).join(', ')}`}
          values={trend.map((week) => week.conversations)}
          tone="muted"
          className="mt-0.5 ml-auto h-5 w-20"
        />
      </td>
      <ShareCell topic={topic} measure="answered-alone" look={`${cell} max-sm:hidden`} />
      <ShareCell topic={topic} measure="confirmed" look={`${cell} max-lg:hidden`} />
      <ShareCell topic={topic} measure="assumed" look={`${cell} max-lg:hidden`} />
      <td className={`${cell} max-lg:hidden`}>
        {risk ? (
          <Shown value={risk.value} low={risk.low} high={risk.high} />
        ) : (
          <Nothing says="Not audited so far" />
        )}
      </td>
      <td className={`${cell} pr-3`} title={gapWords({ gap, minutes })}>
        <Figure
          says={`of your team; ${plural(gap, 'conversation')} that it could not answer`}
          onOpen={() => open('handed-off', id)}
        >
          {workWords(minutes)}
        </Figure>
        <span className="block text-xs text-muted">{count(gap)} open</span>
      </td>
    </tr>
  );
}

function ShareCell({ topic, measure, look }: { topic: TopicFigures; measure: Measure; look: string }) {
  const { open } = useFigures();
  const share = shareOf(topic, measure);
  return (
    <td className={look}>
      {share?.value == null || share.low === null || share.high === null ? (
        <Nothing says="Nothing to count yet" />
      ) : (
        <Figure
          says={`, ${count(share.count)} of ${count(share.total)}`}
          onOpen={() => open(measure, topic.id)}
        >
          <Shown value={share.value} low={share.low} high={share.high} />
        </Figure>
      )}
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

const Nothing = ({ says }: { says: string }) => (
  <span className="text-faint" title={says}>
    <span aria-hidden>–</span>
    <span className="sr-only">{says}</span>
  </span>
);
