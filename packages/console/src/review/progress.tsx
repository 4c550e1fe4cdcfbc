import { ChevronLeft, ChevronRight } from 'lucide-react';
import { ProgressBar } from '../learning/progress-bar.tsx';
import { IconButton } from '../ui/button.tsx';
import { count, plural } from '../ui/format.ts';
import type { progressOf } from './deck.ts';
import type { Pace as PaceFigures } from './sitting.ts';
import { spent } from './words.ts';

interface ProgressProps {
  readonly progress: ReturnType<typeof progressOf>;
  readonly onMove: (step: 1 | -1) => void;
}

/** `12 of 40`, and how many of them are decided; where there is no room for the list, with the way through it. */
export function Progress({ progress, onMove }: ProgressProps) {
  return (
    <div className="flex items-center gap-3">
      <div className="w-16 sm:w-28">
        <ProgressBar label="Reviewed" done={progress.done} total={progress.total} />
      </div>
      {progress.at > 0 && (
        <p className="figures text-xs whitespace-nowrap text-muted">
          {count(progress.at)} of {count(progress.total)}
        </p>
      )}
      <div className="flex md:hidden">
        <IconButton label="Previous lesson" onClick={() => onMove(-1)}>
          <ChevronLeft className="size-5" aria-hidden />
        </IconButton>
        <IconButton label="Next lesson" onClick={() => onMove(1)}>
          <ChevronRight className="size-5" aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

/** How fast this sitting goes: `1 key and 4 s per lesson`. */
export function Pace({ pace }: { pace: PaceFigures | null }) {
  if (pace === null) return null;
  const keys = Math.round(pace.keys * 10) / 10;
  return (
    <p
      className="figures border-t border-line bg-surface px-4 py-1.5 text-xs text-muted md:px-6"
      title="Medians of this sitting; a click counts as a key"
    >
      {plural(keys, 'key')} per lesson · {spent(pace.ms)} each · {count(pace.lessons)} in this sitting
    </p>
  );
}
