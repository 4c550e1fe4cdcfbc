import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface ExpandButtonProps {
  readonly isOpen: boolean;
  /** Id of what it opens. */
  readonly controls: string;
  readonly onToggle: () => void;
  readonly className: string;
  readonly children: ReactNode;
}

/** Opens and closes what stands below it. */
export function ExpandButton({ isOpen, controls, onToggle, className, children }: ExpandButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
      className={`flex items-center gap-2 text-left ${className}`}
    >
      <ChevronRight
        className={`size-4 shrink-0 text-faint transition-transform ${isOpen ? 'rotate-90' : ''}`}
        aria-hidden
      />
      {children}
    </button>
  );
}
