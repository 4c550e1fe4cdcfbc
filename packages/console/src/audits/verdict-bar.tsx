import type { Verdict } from '@understudy/contract';
import { Button } from '../ui/button.tsx';
import { VERDICT_NAMES, VERDICTS } from './verdicts.ts';

interface VerdictBarProps {
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onCorrect: () => void;
}

/** One click or key each; on a phone it stays within reach of the thumb. */
export function VerdictBar({ onVerdict, onCorrect }: VerdictBarProps) {
  return (
    <div role="group" aria-label="Verdict" className="grid grid-cols-2 gap-1.5 sm:flex sm:flex-wrap">
      {VERDICT_NAMES.map((verdict) => (
        <Button
          key={verdict}
          size="medium"
          aria-keyshortcuts={VERDICTS[verdict].key}
          className="px-2! text-sm!"
          onClick={() => onVerdict(verdict)}
        >
          <kbd aria-hidden className="kbd max-sm:hidden">
            {VERDICTS[verdict].key}
          </kbd>
          {VERDICTS[verdict].label}
        </Button>
      ))}
      <Button
        size="medium"
        kind="quiet"
        aria-keyshortcuts="c"
        className="px-2! text-sm! max-sm:col-span-2"
        onClick={onCorrect}
      >
        <kbd aria-hidden className="kbd max-sm:hidden">
          c
        </kbd>
        Correct it…
      </Button>
    </div>
  );
}
