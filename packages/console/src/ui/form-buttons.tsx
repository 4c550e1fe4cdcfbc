import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface FormButtonsProps {
  readonly onCancel: () => void;
  /** Something is taken away by it. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Keys that do the same stand beside the words. */
  readonly keys?: boolean;
  /** What the form does. */
  readonly children: ReactNode;
}

/** How a form in a dialog, or in place of what it changes, is left: without, or with what it does. */
export function FormButtons({
  onCancel,
  danger = false,
  disabled,
  keys = false,
  children,
}: FormButtonsProps) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button size="medium" onClick={onCancel}>
        Cancel
        {keys && (
          <>
            {' '}
            <kbd aria-hidden className="kbd max-md:hidden">
              Esc
            </kbd>
          </>
        )}
      </Button>
      <Button size="medium" kind={danger ? 'danger' : 'primary'} type="submit" disabled={disabled}>
        {children}
        {keys && (
          <kbd aria-hidden className="text-[11px] max-md:hidden">
            Ctrl Enter
          </kbd>
        )}
      </Button>
    </div>
  );
}
