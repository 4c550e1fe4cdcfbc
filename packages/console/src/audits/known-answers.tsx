/** A search over the answers that are known, one of which may be chosen. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Resolution } from '@understudy/contract';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { Field } from '../ui/field.tsx';

const SHOWN = 8;

interface KnownAnswersProps {
  readonly isOffered: (resolution: Resolution) => boolean;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

export function KnownAnswers({ isOffered, chosen, onChoose }: KnownAnswersProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery(resolutionsQuery(q));
  const found = (list.data?.pages[0]?.items ?? []).filter(isOffered);
  return (
    <div>
      <Field
        label="Choose a known answer"
        type="search"
        ref={input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint={list.isError ? 'The answers could not be loaded.' : undefined}
      />
      <fieldset className="max-h-44 min-w-0 overflow-y-auto rounded-lg border border-line">
        <legend className="sr-only">Known answers</legend>
        {found.slice(0, SHOWN).map((item) => (
          <label
            key={item.id}
            className="flex cursor-pointer items-start gap-2.5 px-3 py-2 text-sm hover:bg-hover has-checked:bg-hover"
          >
            <input
              type="radio"
              name="resolution"
              className="mt-1 accent-(--accent-solid)"
              checked={chosen === item.id}
              onChange={() => onChoose(item.id)}
              onClick={() => chosen === item.id && onChoose(null)}
            />
            <span className="min-w-0">
              <span className="block truncate font-medium">{item.title}</span>
              <span className="line-clamp-2 text-xs text-muted">{item.text}</span>
            </span>
          </label>
        ))}
        {list.data && found.length === 0 && <p className="px-3 py-2 text-sm text-muted">Nothing found</p>}
      </fieldset>
    </div>
  );
}
