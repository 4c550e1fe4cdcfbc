/** Why not: one key for a common reason, or own words. */
import { useMemo, useRef, useState } from 'react';
import { type Command, useCommands } from '../app/commands.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { REJECT_REASONS } from './words.ts';

interface RejectDialogProps {
  readonly onReject: (reason: string) => void;
  readonly onClose: () => void;
}

export function RejectDialog({ onReject, onClose }: RejectDialogProps) {
  useCommands(useMemo(() => commandsFor(onReject), [onReject]));
  const [own, setOwn] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title="Why is it rejected?" onClose={onClose} first={first}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim() !== '') onReject(own.trim());
        }}
      >
        <ul aria-label="Common reasons" className="grid gap-1.5 sm:grid-cols-2">
          {REJECT_REASONS.map((reason, index) => (
            <li key={reason}>
              <Button
                size="medium"
                ref={index === 0 ? first : undefined}
                aria-keyshortcuts={String(index + 1)}
                className="w-full justify-start! text-sm!"
                onClick={() => onReject(reason)}
              >
                <kbd aria-hidden className="kbd">
                  {index + 1}
                </kbd>
                {reason}
              </Button>
            </li>
          ))}
        </ul>
        <Field
          label="Or in your own words"
          value={own}
          maxLength={500}
          onChange={(event) => setOwn(event.target.value)}
        />
        <FormButtons onCancel={onClose} danger disabled={own.trim() === ''}>
          Reject
        </FormButtons>
      </form>
    </Dialog>
  );
}

const commandsFor = (onReject: (reason: string) => void): readonly Command[] =>
  REJECT_REASONS.map((reason, index) => ({
    id: `reject-${index + 1}`,
    title: reason,
    group: 'Review',
    keys: [String(index + 1)],
    inDialog: true,
    run: () => onReject(reason),
  }));
