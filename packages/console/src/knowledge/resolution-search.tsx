/** One known answer to be chosen from a list, in a dialog that says what becomes of it. */
import { type ReactNode, type RefObject } from 'react';
import { SearchList } from '../ui/search-list.tsx';

const SHOWN = 8;

export interface FoundAnswer {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

interface ResolutionSearchProps<T extends FoundAnswer> {
  readonly list: string;
  readonly label: string;
  readonly placeholder: string;
  /** In the plural: what is searched. */
  readonly options: string;
  readonly query: { readonly isError: boolean; readonly isFetching: boolean };
  readonly found: readonly T[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (item: T) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  /** What stands at the end of an option. */
  readonly figure: (item: T) => string | null;
  /** What choosing one does. */
  readonly children: ReactNode;
}

export function ResolutionSearch<T extends FoundAnswer>(props: ResolutionSearchProps<T>) {
  const { query, found, figure, children, ...search } = props;
  const plural = search.options.toLowerCase();
  const searched = query.isFetching ? 'Searching …' : 'Nothing found';
  return (
    <>
      <SearchList
        {...search}
        found={found.slice(0, SHOWN)}
        nothing={query.isError ? `The ${plural} could not be loaded.` : searched}
        optionClass="items-start py-2"
      >
        {(item) => (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{item.title}</span>
              <span className="line-clamp-2 text-xs break-words text-muted">{item.text}</span>
            </span>
            <span className="figures shrink-0 text-xs text-muted">{figure(item)}</span>
          </>
        )}
      </SearchList>
      <p className="border-t border-line px-4 py-3 text-xs text-muted">{children}</p>
    </>
  );
}
