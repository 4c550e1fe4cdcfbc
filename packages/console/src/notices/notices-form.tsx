import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Notices } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { noticesQuery } from '../api/watch-queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { SaveButton } from '../settings/save-button.tsx';
import { useUnsaved } from '../settings/unsaved.ts';
import { Button } from '../ui/button.tsx';
import { Choice, TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { readAddresses } from './addresses.ts';
import { EVERY } from './words.ts';

interface NoticesFormProps {
  readonly notices: Notices;
  readonly mayChange: boolean;
  /** Whether this server can send e-mail at all. */
  readonly canMail: boolean;
}

/** Alarms at once, and a summary from time to time. */
export function NoticesForm({ notices, mayChange, canMail }: NoticesFormProps) {
  const [alarms, setAlarms] = useState(notices.alarms.join('\n'));
  const [to, setTo] = useState(notices.summary.to.join('\n'));
  const [every, setEvery] = useState(notices.summary.every);
  const [hour, setHour] = useState(notices.summary.hour);
  const [ofAlarms, ofSummary] = [readAddresses(alarms), readAddresses(to)];
  const draft: Notices = {
    alarms: [...ofAlarms.addresses],
    summary: { every, to: [...ofSummary.addresses], hour },
  };
  const isDirty = JSON.stringify(draft) !== JSON.stringify(notices);
  useUnsaved(isDirty);
  const save = useMutation({
    mutationFn: ({ after }: { readonly after: Notices; readonly before?: Notices }) =>
      call('changeNotices', { body: after }),
    onSuccess: (saved, { before }) => {
      show(saved);
      if (before) toast('Saved', { undo: () => save.mutate({ after: before }) });
    },
    onError: complain,
  });
  const show = (saved: Notices) => {
    queryClient.setQueryData(noticesQuery.queryKey, saved);
    setAlarms(saved.alarms.join('\n'));
    setTo(saved.summary.to.join('\n'));
    setEvery(saved.summary.every);
    setHour(saved.summary.hour);
  };
  const summary = useMutation({
    mutationFn: () => call('sendSummary', {}),
    onSuccess: ({ sent_to }) =>
      toast(
        sent_to.length > 0 ? `Sent to ${sent_to.join(', ')}` : 'Sent to webhooks alone: nobody is named.',
      ),
    onError: complain,
  });
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ after: draft, before: notices });
      }}
    >
      {!canMail && (
        <p className="rounded-lg bg-note px-3 py-2 text-sm">
          This server is not set up to send e-mail: see{' '}
          <Link to="/settings" hash="mail" className="underline underline-offset-2">
            Settings → E-mail
          </Link>
          . Webhooks work without it.
        </p>
      )}
      <Section
        title="Alarms by e-mail"
        lead="At once: what it is, what was done already, and where to go on."
      >
        <div className="max-w-lg">
          <TextField
            label="Addresses that hear of alarms"
            hint="One per line, at most twenty. Empty: nobody."
            rows={3}
            disabled={!mayChange}
            value={alarms}
            error={ofAlarms.problem ?? undefined}
            onChange={(event) => setAlarms(event.target.value)}
          />
        </div>
      </Section>
      <Section
        title="Summary"
        lead="How it goes, on half a page: what it learned, whether it is safe, what waits, what it is worth."
      >
        <div className="flex max-w-lg flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice
              label="Sent"
              disabled={!mayChange}
              value={every}
              onChange={(event) => setEvery(event.target.value as typeof every)}
            >
              {Object.entries(EVERY).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Choice>
            <Choice
              label="At (UTC)"
              disabled={!mayChange || every === 'never'}
              value={hour}
              onChange={(event) => setHour(Number(event.target.value))}
            >
              {Array.from({ length: 24 }, (_, each) => (
                <option key={each} value={each}>
                  {String(each).padStart(2, '0')}:00
                </option>
              ))}
            </Choice>
          </div>
          <TextField
            label="Addresses that get the summary"
            hint="One per line, at most twenty."
            rows={3}
            disabled={!mayChange}
            value={to}
            error={ofSummary.problem ?? undefined}
            onChange={(event) => setTo(event.target.value)}
          />
          {mayChange ? (
            <div className="flex flex-wrap gap-2">
              <SaveButton
                save={{ isDirty, isPending: save.isPending }}
                isWrong={ofAlarms.problem !== null || ofSummary.problem !== null}
              />
              <Button
                size="medium"
                disabled={summary.isPending || isDirty}
                title={isDirty ? 'Save first' : undefined}
                onClick={() => summary.mutate()}
              >
                Send the summary now
              </Button>
            </div>
          ) : (
            <p className="text-sm text-muted">Owners change this.</p>
          )}
        </div>
      </Section>
    </form>
  );
}
