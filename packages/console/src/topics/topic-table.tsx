/** All topics in rows: what costs most time of people comes first, unless one wishes otherwise. */
import type { Autonomy, TopicFigures } from '@understudy/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { count } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import type { Sort, TopicSearch } from './listing.ts';
import { TopicRow } from './topic-row.tsx';

interface TopicTableProps {
  readonly topics: readonly TopicFigures[];
  /** The same of the days before, where somebody compares. */
  readonly before: readonly TopicFigures[] | undefined;
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

export function TopicTable({ topics, before, autonomy, search, onChange }: TopicTableProps) {
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
            <TopicRow
              key={topic.id}
              topic={topic}
              before={before?.find(({ id }) => id === topic.id)}
              autonomy={autonomy}
            />
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
