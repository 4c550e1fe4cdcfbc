import { useMutation } from '@tanstack/react-query';
import type { Webhook } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { toast } from '../app/toasts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { changeWebhook, hostOf, refresh } from './change.ts';
import { SecretOnce } from './secret-once.tsx';
import { EVENT, EVENTS, refusalWords, urlProblem } from './words.ts';

interface WebhookDialogProps {
  /** Null: a new one. */
  readonly webhook: Webhook | null;
  readonly onClose: () => void;
}

export function WebhookDialog({ webhook, onClose }: WebhookDialogProps) {
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<ReadonlySet<string>>(
    new Set(webhook?.events ?? ['alarm.raised', 'incident.opened']),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), events: EVENTS.filter((event) => events.has(event)) };
      if (webhook === null) return (await call('createWebhook', { body: { ...body, on: true } })).secret;
      await changeWebhook(webhook, body);
      return null;
    },
    onSuccess: (secret) => {
      void refresh();
      if (secret !== null) return;
      toast(`${hostOf({ url })} is changed`);
      onClose();
    },
    onError: (error) => setProblem(refusalWords(error)),
  });
  if (typeof send.data === 'string') return <SecretOnce secret={send.data} onClose={onClose} />;
  const toggle = (event: string) => {
    const next = new Set(events);
    if (!next.delete(event)) next.add(event);
    setEvents(next);
  };
  return (
    <Dialog title={webhook ? `Change ${hostOf(webhook)}` : 'Add a webhook'} onClose={onClose}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wrong = urlProblem(url);
          setProblem(wrong);
          if (wrong === null) send.mutate();
        }}
      >
        <Field
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          maxLength={500}
          placeholder="https://hooks.example.com/understudy"
          value={url}
          error={problem ?? undefined}
          onChange={(event) => {
            setUrl(event.target.value);
            setProblem(null);
          }}
        />
        <fieldset className="grid gap-1 sm:grid-cols-2">
          <legend className="mb-1 text-sm font-medium">It hears when</legend>
          {EVENTS.map((event) => (
            <label key={event} className="flex min-h-7 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={events.has(event)}
                onChange={() => toggle(event)}
                className="accent-(--accent-solid)"
              />
              {EVENT[event]}
            </label>
          ))}
        </fieldset>
        {events.size === 0 && <p className="text-xs text-bad">Choose at least one.</p>}
        <FormButtons onCancel={onClose} disabled={url.trim() === '' || events.size === 0 || send.isPending}>
          {webhook ? 'Save' : 'Add'}
        </FormButtons>
      </form>
    </Dialog>
  );
}
