/** A search field over a list that is chosen from by arrow keys and Enter, or with the mouse. */
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react';

interface Item {
  readonly id: string;
}

interface SearchListProps<T extends Item> {
  /** Names the list: its id is `list-list`, those of its options begin with `list-`. */
  readonly list: string;
  readonly label: string;
  readonly placeholder: string;
  /** What the list holds, for those who do not see it. */
  readonly options: string;
  readonly found: readonly T[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (item: T) => void;
  /** What stands there where nothing was found. */
  readonly nothing: string;
  readonly optionClass: string;
  readonly input?: RefObject<HTMLInputElement | null>;
  /** One option. */
  readonly children: (item: T) => ReactNode;
}

export function SearchList<T extends Item>(props: SearchListProps<T>) {
  const { list, found, text, onText, onChoose, input, children } = props;
  const [at, setAt] = useState(0);
  const marked = found[at];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(found.length, 1));
    else if (event.key !== 'Enter') return;
    else if (marked) onChoose(marked);
    event.preventDefault();
  };
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden />
        <input
          ref={input}
          role="combobox"
          aria-expanded
          aria-controls={`${list}-list`}
          aria-activedescendant={marked ? `${list}-${marked.id}` : undefined}
          aria-label={props.label}
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <ul
        id={`${list}-list`}
        role="listbox"
        aria-label={props.options}
        className="min-h-0 overflow-y-auto p-2"
      >
        {found.map((item, index) => (
          <li
            key={item.id}
            id={`${list}-${item.id}`}
            role="option"
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseMove={() => setAt(index)}
            onClick={() => onChoose(item)}
            onKeyDown={onKeyDown}
            className={`flex cursor-pointer gap-3 rounded-lg px-2.5 text-sm aria-selected:bg-hover ${props.optionClass}`}
          >
            {children(item)}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-4 py-6 text-center text-sm text-muted">{props.nothing}</p>}
    </>
  );
}
