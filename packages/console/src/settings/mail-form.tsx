import { useMutation, useQuery } from '@tanstack/react-query';
import type { Settings } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { mailQuery } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { SaveButton } from './save-button.tsx';
import { useSave } from './use-save.ts';

const DELAYS_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 240, 1_440];

/** Replies by e-mail: whether the server can send any, when, and a try. */
export function MailForm({ settings }: { settings: Settings }) {
  const setup = useQuery(mailQuery);
  return (
    <Section
      id="mail"
      title="E-mail"
      lead="Customers who leave may ask for the replies by e-mail: what they have not seen in the widget is sent to them."
    >
      {setup.isPending && <Skeleton rows={1} className="h-16" />}
      {setup.isError && (
        <Failed error={setup.error} what="Whether e-mail is set up" onRetry={() => void setup.refetch()} />
      )}
      {setup.data?.from === null && (
        <p className="text-sm text-muted">
          This server is not set up to send e-mail, so the widget does not offer it. Set{' '}
          <code>UNDERSTUDY_SMTP_URL</code>, <code>UNDERSTUDY_MAIL_FROM</code> and <code>UNDERSTUDY_URL</code>,
          and start it again.
        </p>
      )}
      {setup.data?.from && <Delay settings={settings} from={setup.data.from} />}
    </Section>
  );
}

function Delay({ settings, from }: { settings: Settings; from: string }) {
  const [delay, setDelay] = useState(settings.mail.delay_minutes);
  const save = useSave(delay);
  const test = useMutation({
    mutationFn: () => call('sendTestMail', {}),
    onSuccess: ({ sent_to }) => toast(`Sent to ${sent_to}`),
    onError: complain,
  });
  const choices = DELAYS_MIN.includes(delay) ? DELAYS_MIN : [...DELAYS_MIN, delay].toSorted((a, b) => a - b);
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.send({ mail: { delay_minutes: delay } });
      }}
    >
      <div className="w-full max-w-xs">
        <Choice
          label="Send a reply that stays unseen for"
          value={delay}
          onChange={(event) => setDelay(Number(event.target.value))}
        >
          {choices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes < 60 ? `${minutes} min` : `${minutes / 60} h`}
            </option>
          ))}
        </Choice>
      </div>
      <SaveButton save={save} />
      <Button size="medium" disabled={test.isPending} onClick={() => test.mutate()}>
        Send me a test e-mail
      </Button>
      <p className="w-full text-xs text-muted">From {from}.</p>
    </form>
  );
}
