import type { Whisper } from '@understudy/contract';
import { Ear } from 'lucide-react';
import { Button } from '../ui/button.tsx';

interface WhisperCardProps {
  readonly whisper: Whisper;
  /** The words of its note. */
  readonly words: string;
  readonly onTakeBack: () => void;
}

/** What the AI agent says next. */
export function WhisperCard({ whisper, words, onTakeBack }: WhisperCardProps) {
  return (
    <section
      aria-label="Whisper that waits"
      className="mb-3 flex items-center gap-2.5 rounded-xl border border-note-line bg-note px-3 py-2 text-sm"
    >
      <Ear className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">
        <span className="block text-xs text-muted">
          Whispered by {whisper.by}: the AI agent says this next
          {whisper.is_lesson && ', and it becomes a lesson'}
        </span>
        <span className="line-clamp-2">{words}</span>
      </p>
      <Button onClick={onTakeBack}>Take back</Button>
    </section>
  );
}
