import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The title is for screen readers only (command palette). */
  readonly bare?: boolean;
  /** As large as the window allows, for what has to be seen rather than read. */
  readonly wide?: boolean;
  /** What gets the focus; otherwise what comes first. */
  readonly first?: RefObject<HTMLElement | null>;
}

const READABLE = 'top-[12vh] left-1/2 max-h-[76vh] w-[min(560px,calc(100vw-24px))] -translate-x-1/2';
const WIDE = 'inset-x-3 top-[4vh] mx-auto max-h-[92vh] w-fit min-w-[min(360px,100%)]';

/** A modal dialog that is open as long as it is rendered; focus goes in, stays in, and comes back. */
export function Dialog({ title, onClose, children, bare = false, wide = false, first }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Base.Popup
          initialFocus={first}
          className={`rise fixed z-50 flex flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-pop outline-none ${wide ? WIDE : READABLE}`}
        >
          <div
            className={bare ? 'sr-only' : 'flex items-center justify-between border-b border-line px-4 py-3'}
          >
            <Base.Title className="text-base font-semibold">{title}</Base.Title>
            {!bare && (
              <Base.Close
                aria-label="Close"
                className="inline-flex size-7 items-center justify-center rounded-lg text-muted hover:bg-hover"
              >
                <X className="size-4" aria-hidden />
              </Base.Close>
            )}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
