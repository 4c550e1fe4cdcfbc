/** Which known answer the lesson is one more example of: the nearest ones, or any that is found by its words. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { LessonDetail } from '@understudy/contract';
import { useDeferredValue, useRef, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { ResolutionSearch } from '../knowledge/resolution-search.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { percent } from '../ui/format.ts';

interface MergeDialogProps {
  readonly lesson: LessonDetail;
  readonly onMerge: (into: string) => void;
  readonly onClose: () => void;
}

export function MergeDialog({ lesson, onMerge, onClose }: MergeDialogProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const q = useDeferredValue(text.trim());
  const query = useInfiniteQuery({ ...resolutionsQuery(q), enabled: q !== '' });
  const searched = (query.data?.pages[0]?.items ?? []).map((item) => ({ ...item, probability: null }));
  const near = lesson.nearest.map((item) => ({ ...item, id: item.resolution_id }));
  const found = q === '' ? near : searched;
  return (
    <Dialog title="Merge into a known answer" onClose={onClose} first={input}>
      <ResolutionSearch
        list="merge"
        label="Search known answers"
        placeholder="The nearest ones, or search"
        options="Known answers"
        query={query}
        found={found.filter(({ id }) => id !== lesson.resolution_id)}
        text={text}
        onText={setText}
        onChoose={({ id }) => onMerge(id)}
        input={input}
        figure={({ probability }) => (probability === null ? null : percent(probability))}
      >
        Its question becomes one more example of that answer; its own text is not used.
      </ResolutionSearch>
    </Dialog>
  );
}
