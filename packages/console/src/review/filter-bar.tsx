/** Which lessons are listed: the status as links with counts, the rest as lists to choose from. All of it is the address. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Result } from '@understudy/contract';
import { ListFilter } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { lessonsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { choicesOf, countNarrowing, type LessonFilters, listQueryOf, STAGES, statusOf } from './filters.ts';
import { checkName, KIND, KIND_NAMES, STATUS, STATUS_NAMES } from './words.ts';

interface FilterBarProps {
  readonly filters: LessonFilters;
  readonly counts: Result<'listLessons'>['counts'] | undefined;
  readonly onFilters: (filters: LessonFilters) => void;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** Every change of it moves the focus to the first list. */
  readonly wishes: number;
}

export function FilterBar({ filters, counts, onFilters, isOpen, onOpen, wishes }: FilterBarProps) {
  const narrowing = countNarrowing(filters);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex min-w-0 items-center gap-2">
        <nav aria-label="Status" className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
          {STATUS_NAMES.map((status) => (
            <Link
              key={status}
              to="/review/{-$id}"
              params={{ id: undefined }}
              search={status === 'open' ? {} : { status }}
              aria-current={statusOf(filters) === status ? 'page' : undefined}
              // Fuzzy, the router would call all of them the current page.
              activeOptions={{ exact: true, includeSearch: true }}
              className="flex h-8 shrink-0 items-center gap-1.5 rounded-lg px-2.5 text-sm text-muted outline-offset-[-2px] hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {STATUS[status].label}
              {counts && <span className="figures text-xs">{count(counts[status])}</span>}
            </Link>
          ))}
        </nav>
        <Button aria-expanded={isOpen} aria-controls="review-filters" onClick={() => onOpen(!isOpen)}>
          <ListFilter className="size-3.5" aria-hidden />
          <span className="max-sm:sr-only">Filter</span>
          {narrowing > 0 && (
            <span className="figures text-accent">
              {narrowing}
              <span className="sr-only"> set</span>
            </span>
          )}
          <kbd aria-hidden className="kbd max-md:hidden">
            /
          </kbd>
        </Button>
      </div>
      <div
        id="review-filters"
        hidden={!isOpen}
        className={isOpen ? 'grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap' : ''}
      >
        {isOpen && <Lists filters={filters} onFilters={onFilters} wishes={wishes} />}
        {narrowing > 0 && (
          <Button
            kind="quiet"
            className="h-8!"
            onClick={() => onFilters(filters.status ? { status: filters.status } : {})}
          >
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

function Lists({ filters, onFilters, wishes }: Pick<FilterBarProps, 'filters' | 'onFilters' | 'wishes'>) {
  const first = useRef<HTMLSelectElement>(null);
  const { status } = filters;
  useEffect(() => {
    if (wishes > 0) first.current?.focus();
  }, [wishes]);
  // All of this status, so that a choice does not take the other choices away.
  const all = useInfiniteQuery(lessonsQuery(listQueryOf(status ? { status } : {})));
  const choices = choicesOf(all.data?.pages.flatMap((page) => page.items) ?? [], filters);
  const choose = (key: keyof LessonFilters) => (value: string) => {
    const { [key]: _, ...rest } = filters;
    onFilters(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <>
      <List
        label="Reason"
        value={filters.finding}
        options={choices.findings.map((name) => [name, checkName(name)])}
        onChange={choose('finding')}
        element={first}
      />
      <List
        label="Kind"
        value={filters.kind}
        options={KIND_NAMES.map((name) => [name, KIND[name]])}
        onChange={choose('kind')}
      />
      <List
        label="Stage"
        value={filters.stage}
        options={STAGES.map((name) => [name, name])}
        onChange={choose('stage')}
      />
      <List
        label="Author"
        value={filters.author}
        options={choices.authors.map((name) => [name, name])}
        onChange={choose('author')}
      />
    </>
  );
}

interface ListProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
  readonly element?: RefObject<HTMLSelectElement | null>;
}

function List({ label, value, options, onChange, element }: ListProps) {
  return (
    <label className="flex min-w-0 flex-col text-xs text-muted">
      {label}
      <select
        ref={element}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="field h-8! min-w-0 px-2! text-sm sm:w-40!"
      >
        <option value="">Any</option>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
