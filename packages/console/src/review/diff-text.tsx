/** A text with what changed in it: removed words struck through, added words marked, both also for who cannot see colours. */
import { useMemo } from 'react';
import { wordDiff } from './word-diff.ts';

export function DiffText({ before, after }: { before: string; after: string }) {
  const changes = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <span className="break-words whitespace-pre-wrap">
      {changes.map(({ kind, text }, index) => {
        // The list is made anew as a whole with either text.
        const key = `${index} ${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        return kind === 'removed' ? (
          <del key={key} className="rounded-sm bg-bad-soft text-bad">
            <span className="sr-only">removed: </span>
            {text}
          </del>
        ) : (
          <ins key={key} className="rounded-sm bg-good-soft text-good decoration-good/50 underline-offset-2">
            <span className="sr-only">added: </span>
            {text}
          </ins>
        );
      })}
    </span>
  );
}
