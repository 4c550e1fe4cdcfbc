/** Which other resolution says the same: the exemplars go there, and this one is retired. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ResolutionDetail } from '@understudy/contract';
import { useDeferredValue, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { resolutionsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { plural } from '../ui/format.ts';
import { change } from './change-knowledge.ts';
import { type FoundAnswer, ResolutionSearch } from './resolution-search.tsx';

interface MergeIntoDialogProps {
  readonly resolution: ResolutionDetail;
  readonly onClose: () => void;
}

export function MergeIntoDialog({ resolution, onClose }: MergeIntoDialogProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const query = useInfiniteQuery(resolutionsQuery(useDeferredValue(text.trim())));
  const found = query.data?.pages[0]?.items ?? [];
  const merge = (into: FoundAnswer) => {
    onClose();
    const merged = call('mergeResolution', { params: { id: resolution.id }, body: { into: into.id } });
    void change(merged, `Merged into “${into.title}”.`);
  };
  return (
    <Dialog title="Merge into another resolution" onClose={onClose} first={input}>
      <ResolutionSearch
        list="merge-into"
        label="Search resolutions"
        placeholder="Which one says the same?"
        options="Resolutions"
        query={query}
        found={found.filter(({ id }) => id !== resolution.id)}
        text={text}
        onText={setText}
        onChoose={merge}
        input={input}
        figure={({ exemplars }) => plural(exemplars, 'exemplar')}
      >
        Its {plural(resolution.exemplars, 'exemplar')} will be answered with the text of the other, and it is
        retired. Its own text is not used.
      </ResolutionSearch>
    </Dialog>
  );
}
