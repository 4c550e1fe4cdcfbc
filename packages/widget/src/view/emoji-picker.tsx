/**
 * Emoji by name, in a grid for the arrow keys: one Tab stop, Home and End, Escape goes back to the text. Fetched when it
 * is first opened.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { EMOJI } from '../text/emoji.ts';
import { direction, language, t } from '../text/strings.ts';

const COLUMNS = 8;

interface PickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiPicker({ onPick, onClose }: PickerProps) {
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const found = EMOJI.filter(({ names }) => names[language()].includes(wanted.trim().toLowerCase()));
  const rows = Array.from({ length: Math.ceil(found.length / COLUMNS) }, (_, row) =>
    found.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  useEffect(() => search.current?.focus(), []);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return onClose();
    }
    const in_search = event.target === search.current;
    if (in_search && event.key === 'Enter') event.preventDefault();
    if (in_search && event.key !== 'ArrowDown') return;
    const step = steps()[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (in_search) move(0);
    else move(step === 'first' ? 0 : step === 'last' ? found.length - 1 : at + step);
  };

  return (
    <div class="emoji" role="dialog" aria-label={t('emoji')} onKeyDown={onKeyDown}>
      <input
        ref={search}
        type="search"
        value={wanted}
        placeholder={t('emoji_search')}
        aria-label={t('emoji_search')}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
      />
      <div role="grid" aria-label={t('emoji')} ref={grid}>
        {rows.map((row, above) => (
          <div role="row" key={above}>
            {row.map(({ emoji, names }, left) => (
              <span role="gridcell" key={emoji}>
                <button
                  type="button"
                  aria-label={names[language()]}
                  title={names[language()]}
                  tabIndex={above * COLUMNS + left === at ? 0 : -1}
                  onClick={() => onPick(emoji)}
                >
                  {emoji}
                </button>
              </span>
            ))}
          </div>
        ))}
      </div>
      <p class="muted" role="status">
        {found.length === 0 && t('emoji_none')}
      </p>
    </div>
  );
}

/** Where the arrows lead: to the left is on where one reads from the right. */
function steps(): Readonly<Record<string, number | 'first' | 'last'>> {
  const on = direction() === 'rtl' ? -1 : 1;
  return {
    ArrowRight: on,
    ArrowLeft: -on,
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
    Home: 'first',
    End: 'last',
  };
}
