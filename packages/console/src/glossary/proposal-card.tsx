import type { GlossaryProposal } from '@understudy/contract';
import { Button } from '../ui/button.tsx';
import { percent, plural } from '../ui/format.ts';

interface ProposalCardProps {
  readonly proposal: GlossaryProposal;
  readonly mayChange: boolean;
  readonly onAccept: () => void;
  readonly onDismiss: () => void;
}

/** A proposal with what speaks for it. */
export function ProposalCard({ proposal, mayChange, onAccept, onDismiss }: ProposalCardProps) {
  const { term, meaning, accounts, questions, coverage, examples } = proposal;
  return (
    <li className="flex flex-wrap items-start gap-3 py-3 first:pt-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="break-words">
          <span className="font-semibold">“{term}”</span> seems to mean{' '}
          <span className="font-semibold">“{meaning}”</span>
        </p>
        <p className="figures mt-0.5 text-xs text-muted">
          {plural(questions, 'question')} of {plural(accounts, 'account')} say it; {percent(coverage)} of them
          were solved by an answer that says “{meaning}”.
        </p>
        {examples.length > 0 && (
          <details className="mt-1 text-xs text-muted">
            <summary className="rounded-md hover:text-ink">Examples</summary>
            <ul className="mt-1 flex list-disc flex-col gap-1 pl-4">
              {examples.map((text) => (
                <li key={text} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {mayChange && (
        <div className="flex gap-2">
          <Button kind="primary" aria-label={`Accept ${term}`} onClick={onAccept}>
            Accept
          </Button>
          <Button aria-label={`Dismiss ${term}`} onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
      )}
    </li>
  );
}
