import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { webhooksQuery } from '../api/watch-queries.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { DeleteDialog, RotateDialog } from './confirm-dialogs.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { type Asked, WebhookItem } from './webhook-item.tsx';

export function Webhooks() {
  const list = useQuery(webhooksQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Section
      title="Webhooks"
      lead={
        <>
          For your on-call, chat or reports. Signed by{' '}
          <a
            href="https://www.standardwebhooks.com"
            target="_blank"
            rel="noreferrer noopener"
            className="underline underline-offset-2"
          >
            Standard Webhooks
          </a>
          , tried again for days, and kept in a log.
        </>
      }
    >
      {list.isPending && <Skeleton rows={2} className="h-16" />}
      {list.isError && <Failed error={list.error} what="Webhooks" onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="mb-3 text-sm text-muted">No webhook yet.</p>}
      <ul className="divide-y divide-line" aria-label="Webhooks">
        {list.data?.items.map((webhook) => (
          <WebhookItem key={webhook.id} webhook={webhook} onAsk={setAsked} />
        ))}
      </ul>
      {list.data && (
        <Button size="medium" className="mt-3" onClick={() => setAsked({ what: 'add' })}>
          <Plus className="size-4" aria-hidden /> Add a webhook
        </Button>
      )}
      {asked?.what === 'add' && <WebhookDialog webhook={null} onClose={close} />}
      {asked?.what === 'edit' && <WebhookDialog webhook={asked.webhook} onClose={close} />}
      {asked?.what === 'rotate' && <RotateDialog webhook={asked.webhook} onClose={close} />}
      {asked?.what === 'delete' && <DeleteDialog webhook={asked.webhook} onClose={close} />}
    </Section>
  );
}
