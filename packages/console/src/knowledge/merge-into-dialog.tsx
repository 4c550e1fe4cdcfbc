/** Which other resolution says the same: the exemplars go there, and this one is retired. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ResolutionDetail } from '@understudy/contract';
import { useDeferredValue, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { resolutionsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { plural } from '../ui/format.ts';
import { SearchField, useMarked } from '../ui/search-list.tsx';
import { change } from './change-knowledge.ts';

const SHOWN = 8;

interface MergeIntoDialogProps {
  readonly resolution: ResolutionDetail;
  readonly onClose: () => void;
}

export function MergeIntoDialog({ resolution, onClose }: MergeIntoDialogProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(resolutionsQuery(useDeferredValue(text.trim())));
  const found = (list.data?.pages[0]?.items ?? []).filter(({ id }) => id !== resolution.id).slice(0, SHOWN);
  const merge = (into: { readonly id: string; readonly title: string } | undefined) => {
    if (!into) return;
    onClose();
    const merged = call('mergeResolution', { params: { id: resolution.id }, body: { into: into.id } });
    void change(merged, `Merged into “${into.title}”.`);
  };
  const { at, setAt, onKeyDown } = useMarked(found, merge);
  return (
    <Dialog title="Merge into another resolution" onClose={onClose} first={input}>
      <SearchField
        list="merge-into"
        marked={found[at]}
        label="Search resolutions"
        placeholder="Which one says the same?"
        text={text}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        input={input}
      />
      <ul
        id="merge-into-list"
        role="listbox"
        aria-label="Resolutions"
        className="min-h-0 overflow-y-auto p-2"
      >
        {found.map((item, index) => (
          <li
            key={item.id}
            id={`merge-into-${item.id}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => merge(item)}
            onKeyDown={onKeyDown}
            className="flex cursor-pointer items-start gap-3 rounded-lg px-2.5 py-2 text-sm aria-selected:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{item.title}</span>
              <span className="line-clamp-2 text-xs break-words text-muted">{item.text}</span>
            </span>
            <span className="figures shrink-0 text-xs text-muted">{plural(item.exemplars, 'exemplar')}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-4 py-6 text-center text-sm text-muted">
          {list.isError
            ? 'The resolutions could not be loaded.'
            : list.isFetching
              ? 'Searching …'
              : 'Nothing found'}
        </p>
      )}
      <p className="border-t border-line px-4 py-3 text-xs text-muted">
        Its {plural(resolution.exemplars, 'exemplar')} will be answered with the text of the other, and it is
        retired. Its own text is not used.
      </p>
    </Dialog>
  );
}
