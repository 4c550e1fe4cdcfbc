/** A search field over a list that is chosen from by arrow keys and Enter, or with the mouse. */
import { Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';

interface Item {
  readonly id: string;
}

/** Which of `found` is marked; `onChoose` gets it, undefined where nothing was found. */
export function useMarked<T extends Item>(found: readonly T[], onChoose: (item: T | undefined) => void) {
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(found.length, 1));
    else if (event.key === 'Enter') onChoose(found[at]);
    else return;
    event.preventDefault();
  };
  return { at, setAt, onKeyDown };
}

interface SearchFieldProps {
  /** Names the list below: its id is `list-list`, those of its options begin with `list-`. */
  readonly list: string;
  readonly marked: Item | undefined;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly input?: RefObject<HTMLInputElement | null>;
}

export function SearchField(props: SearchFieldProps) {
  const { list, marked, label, placeholder, text, onText, onKeyDown, input } = props;
  return (
    <div className="flex items-center gap-3 border-b border-line px-4">
      <Search className="size-4 shrink-0 text-faint" aria-hidden />
      <input
        ref={input}
        role="combobox"
        aria-expanded
        aria-controls={`${list}-list`}
        aria-activedescendant={marked ? `${list}-${marked.id}` : undefined}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
      />
    </div>
  );
}
