import { X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { dismiss, useSpoken, useToasts } from './toasts.ts';

export function ToastCorner() {
  const toasts = useToasts();
  const spoken = useSpoken();
  return (
    <>
      <div className="sr-only" aria-live="polite">
        {spoken}
      </div>
      {/* Said in so many words, a dialog leaves it to be heard, too. */}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-3 bottom-16 z-45 flex flex-col items-center gap-2 md:bottom-4 [body:has([data-dock])_&]:bottom-38 md:[body:has([data-dock])_&]:bottom-24"
      >
        {toasts.map((item) => (
          <div
            key={item.id}
            className="rise pointer-events-auto flex min-h-11 max-w-md items-center gap-2 rounded-xl border border-line-strong bg-raised py-1 pr-1.5 pl-4 shadow-pop"
          >
            <span className={`text-sm ${item.tone === 'bad' ? 'text-bad' : ''}`}>{item.text}</span>
            {item.undo && (
              <Button
                kind="quiet"
                className="text-accent!"
                onClick={() => {
                  item.undo?.();
                  dismiss(item.id);
                }}
              >
                Undo
              </Button>
            )}
            <IconButton label="Dismiss" className="size-7!" onClick={() => dismiss(item.id)}>
              <X className="size-3.5" aria-hidden />
            </IconButton>
          </div>
        ))}
      </div>
    </>
  );
}
