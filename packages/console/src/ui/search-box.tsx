import { Search } from 'lucide-react';

interface SearchBoxProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Searches the list below it, as one types. */
export function SearchBox({ label, text, onText }: SearchBoxProps) {
  return (
    <div className="relative">
      <Search className="absolute top-2.5 left-3 size-4 text-faint" aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className="field pl-9!"
      />
    </div>
  );
}
