import { useMutation } from '@tanstack/react-query';
import type { Webhook } from '@understudy/contract';
import type { ReactNode } from 'react';
import { call } from '../api/client.ts';
import { toast } from '../app/toasts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { hostOf, refresh } from './change.ts';
import { SecretOnce } from './secret-once.tsx';

interface OfWebhook {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

/** A new secret; for a day the old one signs, too, so that nobody has to hurry. */
export function RotateDialog({ webhook, onClose }: OfWebhook) {
  const rotate = useMutation({
    mutationFn: () => call('rotateWebhookSecret', { params: { id: webhook.id } }),
    onSuccess: () => void refresh(),
  });
  if (rotate.data) return <SecretOnce secret={rotate.data.secret} onClose={onClose} />;
  return (
    <Confirm
      title={`A new secret for ${hostOf(webhook)}?`}
      action="Make a new one"
      send={rotate}
      onClose={onClose}
    >
      For a day both sign, so that your server can change over without losing anything. Then the old one is
      gone.
    </Confirm>
  );
}

export function DeleteDialog({ webhook, onClose }: OfWebhook) {
  const remove = useMutation({
    mutationFn: () => call('deleteWebhook', { params: { id: webhook.id } }),
    onSuccess: () => {
      void refresh();
      toast(`${hostOf(webhook)} is deleted`);
      onClose();
    },
  });
  return (
    <Confirm title={`Delete ${hostOf(webhook)}?`} action="Delete" danger send={remove} onClose={onClose}>
      Nothing is sent there any more, and the log of what was sent goes with it. This cannot be undone; it can
      be switched off instead.
    </Confirm>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly send: { readonly isPending: boolean; readonly error: Error | null; readonly mutate: () => void };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Confirm({ title, action, danger = false, send, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <p className="text-sm text-muted">{children}</p>
        {send.error && (
          <p role="alert" className="text-sm text-bad">
            {send.error.message}
          </p>
        )}
        <FormButtons onCancel={onClose} danger={danger} disabled={send.isPending}>
          {action}
        </FormButtons>
      </form>
    </Dialog>
  );
}
