/** What would have been right: a resolution that is known, found by its words, or the person's own words. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Correction, Verdict } from '@understudy/contract';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { resolutionsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, Field } from '../ui/field.tsx';

/** As the contract has it. */
const MIN_LENGTH = 20;
const SHOWN = 8;

interface CorrectionDialogProps {
  /** What was answered, and therefore is no correction. */
  readonly answeredId: string | undefined;
  readonly onClose: () => void;
  readonly onCorrect: (verdict: Verdict, correction: Correction) => void;
}

export function CorrectionDialog({ answeredId, onClose, onCorrect }: CorrectionDialogProps) {
  const [verdict, setVerdict] = useState<Verdict>('wrong');
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const isLongEnough = text.trim().length >= MIN_LENGTH;
  const correction = chosen ? { resolution_id: chosen } : isLongEnough ? { text: text.trim() } : null;
  return (
    <Dialog title="What would have been right?" onClose={onClose}>
      <form
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (correction) onCorrect(verdict, correction);
        }}
      >
        <Search answeredId={answeredId} chosen={chosen} onChoose={setChosen} />
        <div>
          <label htmlFor="correction-text" className="mb-1 block text-sm font-medium">
            Or write it
          </label>
          <textarea
            id="correction-text"
            rows={4}
            maxLength={20_000}
            value={text}
            disabled={chosen !== null}
            placeholder="The next customer who asks this gets your words as a draft."
            onChange={(event) => setText(event.target.value)}
            className="field"
          />
          {text.trim() !== '' && !isLongEnough && (
            <p className="mt-1 text-xs text-muted">A whole sentence, please.</p>
          )}
        </div>
        <Choice
          label="The answer was"
          value={verdict}
          onChange={(event) => setVerdict(event.target.value as Verdict)}
        >
          <option value="wrong">Wrong</option>
          <option value="harmless">Wrong but harmless</option>
        </Choice>
        <div className="flex justify-end gap-2">
          <Button size="medium" onClick={onClose}>
            Cancel
          </Button>
          <Button size="medium" kind="primary" type="submit" disabled={correction === null}>
            Correct
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface SearchProps {
  readonly answeredId: string | undefined;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

function Search({ answeredId, chosen, onChoose }: SearchProps) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const q = useDeferredValue(text.trim());
  const list = useInfiniteQuery(resolutionsQuery(q));
  const found = (list.data?.pages[0]?.items ?? []).filter((item) => item.id !== answeredId);
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
              className="mt-1 accent-accent"
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
