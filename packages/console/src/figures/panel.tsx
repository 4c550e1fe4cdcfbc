import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';

interface PanelProps {
  readonly label: string;
  /** How wide it is, and how its parts lie. */
  readonly className: string;
  readonly children: ReactNode;
}

/** What opens below a button of a page's head. */
export function Panel({ label, className, children }: PanelProps) {
  return (
    <Popover.Portal>
      <Popover.Positioner sideOffset={6} align="end" collisionPadding={12} className="z-40">
        <Popover.Popup
          aria-label={label}
          className={`rise flex flex-col rounded-xl border border-line bg-raised shadow-pop outline-none ${className}`}
        >
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  );
}
