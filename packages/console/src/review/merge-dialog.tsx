/** Which known answer the lesson is one more example of: the nearest ones, or any that is found by its words. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { LessonDetail } from '@understudy/contract';
import { useDeferredValue, useRef, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { percent } from '../ui/format.ts';
import { SearchField, useMarked } from '../ui/search-list.tsx';

const SHOWN = 8;

interface MergeDialogProps {
  readonly lesson: LessonDetail;
  readonly onMerge: (into: string) => void;
  readonly onClose: () => void;
}

export function MergeDialog({ lesson, onMerge, onClose }: MergeDialogProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery({ ...resolutionsQuery(q), enabled: q !== '' });
  const searched = (list.data?.pages[0]?.items ?? []).map((item) => ({ ...item, probability: null }));
  const near = lesson.nearest.map((item) => ({ ...item, id: item.resolution_id }));
  const found = (q === '' ? near : searched)
    .filter((item) => item.id !== lesson.resolution_id)
    .slice(0, SHOWN);
  const { at, setAt, onKeyDown } = useMarked(found, (item) => item && onMerge(item.id));
  return (
    <Dialog title="Merge into a known answer" onClose={onClose} first={input}>
      <SearchField
        list="merge"
        marked={found[at]}
        label="Search known answers"
        placeholder="The nearest ones, or search"
        text={text}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        input={input}
      />
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
