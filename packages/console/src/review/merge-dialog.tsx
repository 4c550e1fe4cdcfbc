/** Which known answer the lesson is one more example of: the nearest ones, or any that is found by its words. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { LessonDetail } from '@understudy/contract';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { percent } from '../ui/format.ts';

const SHOWN = 8;

interface MergeDialogProps {
  readonly lesson: LessonDetail;
  readonly onMerge: (into: string) => void;
  readonly onClose: () => void;
}

export function MergeDialog({ lesson, onMerge, onClose }: MergeDialogProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery({ ...resolutionsQuery(q), enabled: q !== '' });
  const searched = (list.data?.pages[0]?.items ?? []).map((item) => ({ ...item, probability: null }));
  const near = lesson.nearest.map((item) => ({ ...item, id: item.resolution_id }));
  const found = (q === '' ? near : searched)
    .filter((item) => item.id !== lesson.resolution_id)
    .slice(0, SHOWN);
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(found.length, 1));
    else if (event.key === 'Enter') {
      if (chosen) onMerge(chosen.id);
    } else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Merge into a known answer" onClose={onClose} first={input}>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-faint" aria-hidden />
        <input
          ref={input}
          role="combobox"
          aria-expanded
          aria-controls="merge-list"
          aria-activedescendant={found[at] ? `merge-${found[at].id}` : undefined}
          aria-label="Search known answers"
          placeholder="The nearest ones, or search"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <ul id="merge-list" role="listbox" aria-label="Known answers" className="min-h-0 overflow-y-auto p-2">
        {found.map((item, index) => (
          <li
            key={item.id}
            id={`merge-${item.id}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => onMerge(item.id)}
            onKeyDown={onKeyDown}
            className="flex cursor-pointer items-start gap-3 rounded-lg px-2.5 py-2 text-sm aria-selected:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{item.title}</span>
              <span className="line-clamp-2 text-xs break-words text-muted">{item.text}</span>
            </span>
            {item.probability !== null && (
              <span className="figures shrink-0 text-xs text-muted">{percent(item.probability)}</span>
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-4 py-6 text-center text-sm text-muted">
          {list.isError
            ? 'The answers could not be loaded.'
            : list.isFetching
              ? 'Searching …'
              : 'Nothing found'}
        </p>
      )}
      <p className="border-t border-line px-4 py-3 text-xs text-muted">
        Its question becomes one more example of that answer; its own text is not used.
      </p>
    </Dialog>
  );
}
