/** The lines of a workflow as people read them, with where they deviate from them. */
import { Link } from '@tanstack/react-router';
import type { WorkflowDetail, WorkflowLine } from '@understudy/contract';
import { CornerUpLeft } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';
import { count, percent } from '../ui/format.ts';
import { doneWords } from './words.ts';

export function StepList({ lines }: Pick<WorkflowDetail, 'lines'>) {
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {lines.map((line, at) => (
        // Lines have no other name, and the list is made anew as a whole.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at} className="flex gap-3 border-t border-line py-3 first:border-0 first:pt-0 last:pb-0">
          <span className="figures w-6 shrink-0 text-right text-muted">{at + 1}</span>
          <div className={`min-w-0 flex-1 ${line.when === null ? '' : 'border-l-2 border-line-strong pl-3'}`}>
            <Line line={line} lines={lines} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Line({ line, lines }: { line: WorkflowLine; lines: readonly WorkflowLine[] }) {
  const { when, back_to, words, followed } = line;
  return (
    <>
      <p className="break-words">
        {when !== null && <span className="text-muted">If {when}: </span>}
        {back_to === null ? (
          <span className="font-medium">{words}</span>
        ) : (
          <span className="inline-flex items-center gap-1">
            <CornerUpLeft className="size-3.5" aria-hidden />
            back to {back_to}
            <span className="text-muted">({lines[back_to - 1]?.words})</span>
          </span>
        )}
      </p>
      {followed && (
        <>
          <p className="figures mt-0.5 text-xs text-muted">{doneWords(followed)}</p>
          <Deviations followed={followed} />
        </>
      )}
    </>
  );
}

function Deviations({ followed }: { followed: NonNullable<WorkflowLine['followed']> }) {
  const { due, done, skipped, skipped_in, out_of_order, out_of_order_in } = followed;
  if (skipped + out_of_order === 0) return null;
  return (
    <ul aria-label="Where people deviate" className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {skipped > 0 && <Deviation label="skipped" times={skipped} of={due} conversation={skipped_in} />}
      {out_of_order > 0 && (
        <Deviation label="out of order" times={out_of_order} of={done} conversation={out_of_order_in} />
      )}
    </ul>
  );
}

interface DeviationProps {
  readonly label: string;
  readonly times: number;
  readonly of: number;
  readonly conversation: string | null;
}

function Deviation({ label, times, of, conversation }: DeviationProps) {
  return (
    <li className="flex items-center gap-1.5">
      <Badge tone="warn">
        <span className="figures">
          {label} {count(times)} × ({percent(times / Math.max(1, of))})
        </span>
      </Badge>
      <ExampleLink id={conversation} label={`of a conversation in which it was ${label}`} />
    </li>
  );
}

export function ExampleLink({ id, label }: { id: string | null; label: string }) {
  if (id === null) return null;
  return (
    <Link
      to="/inbox/{-$view}/{-$id}"
      params={{ view: 'all', id }}
      className="text-muted underline underline-offset-2 hover:text-ink"
    >
      example<span className="sr-only"> {label}</span>
    </Link>
  );
}
