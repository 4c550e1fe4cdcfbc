import type { Measure } from '@understudy/contract';
import type { ReactNode } from 'react';
import { type OpenedOf, useFigures } from './use-figures.ts';

interface OpensProps {
  readonly measure: Measure;
  readonly of?: OpenedOf;
  /** What the conversations are, where the figure is computed from them rather than their number. */
  readonly title?: string;
  /** Within words, where a figure alone would not be taken for one that opens something. */
  readonly inWords?: boolean;
  readonly children: ReactNode;
}

/** A figure that opens the conversations behind it. */
export function Opens({
  measure,
  of,
  title = 'Show the conversations',
  inWords = false,
  children,
}: OpensProps) {
  const { open } = useFigures();
  return (
    <button
      type="button"
      onClick={() => open(measure, of)}
      title={title}
      className={`figures -mx-1.5 max-w-full rounded-lg px-1.5 text-left hover:bg-hover ${inWords ? 'underline decoration-dotted underline-offset-4' : ''}`}
    >
      {children}
    </button>
  );
}
