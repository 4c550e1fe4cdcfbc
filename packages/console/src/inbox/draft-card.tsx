import type { Draft } from '@understudy/contract';
import { Bot } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { percent } from '../ui/format.ts';
import { RichText } from '../ui/rich-text.tsx';
import { Citations } from './citations.tsx';

interface DraftCardProps {
  readonly draft: Draft;
  readonly onAccept: () => void;
  readonly onEdit: () => void;
  readonly onDiscard: () => void;
  readonly onWhy: () => void;
}

/** What the AI agent would answer; a person decides. */
export function DraftCard({ draft, onAccept, onEdit, onDiscard, onWhy }: DraftCardProps) {
  return (
    <section
      aria-label="Draft of the AI agent"
      className="mb-3 rounded-xl border border-line-strong bg-accent-soft/60"
    >
      <div className="flex items-center gap-2 px-3 pt-2.5 text-xs text-muted">
        <Bot className="size-4 text-accent" aria-hidden />
        <span className="font-semibold text-accent">Draft</span>
        <span className="figures">{percent(draft.confidence)} confident</span>
        <button
          type="button"
          onClick={onWhy}
          className="ml-auto rounded-md px-1 underline underline-offset-2 hover:text-ink"
        >
          Why?
        </button>
      </div>
      <div
        tabIndex={0}
        role="group"
        aria-label="Text of the draft"
        className="max-h-40 overflow-y-auto px-3 py-2 max-md:max-h-28"
      >
        <RichText text={draft.text} />
        <Citations citations={draft.citations} />
      </div>
      <div className="flex items-center gap-1.5 px-3 pb-2.5">
        <Button kind="primary" onClick={onAccept}>
          Accept{' '}
          <kbd aria-hidden className="text-[11px] opacity-70 max-md:hidden">
            a
          </kbd>
        </Button>
        <Button onClick={onEdit}>
          Edit{' '}
          <kbd aria-hidden className="text-[11px] opacity-60 max-md:hidden">
            e
          </kbd>
        </Button>
        <Button kind="quiet" onClick={onDiscard}>
          Discard{' '}
          <kbd aria-hidden className="text-[11px] opacity-70 max-md:hidden">
            d
          </kbd>
        </Button>
      </div>
    </section>
  );
}
