import { Popover } from '@base-ui/react/popover';
import { Info } from 'lucide-react';
import { type ReactNode, useState } from 'react';

/** What a figure means, on hover, focus or touch. */
export function Definition({ of, children }: { of: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        openOnHover
        delay={150}
        aria-label={`What “${of}” means`}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
        onBlur={() => setOpen(false)}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md align-middle text-faint hover:bg-hover hover:text-ink"
      >
        <Info className="size-3.5" aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} collisionPadding={12} className="z-50">
          <Popover.Popup
            initialFocus={false}
            finalFocus={false}
            className="max-w-[min(340px,calc(100vw-24px))] rounded-lg border border-line bg-raised px-3 py-2 text-sm text-ink shadow-pop outline-none"
          >
            <Popover.Description render={<div />}>{children}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
