import type { Webhook } from '@understudy/contract';
import { useId, useState } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { clock, day, plural } from '../ui/format.ts';
import { Switch } from '../ui/switch.tsx';
import { hostOf, switchWebhook, testWebhook } from './change.ts';
import { Deliveries } from './deliveries.tsx';
import { EVENT, standingOf } from './words.ts';

/** A dialog that somebody wishes to see. */
export type Asked =
  | { readonly what: 'edit' | 'rotate' | 'delete'; readonly webhook: Webhook }
  | { readonly what: 'add' };

export function WebhookItem({ webhook, onAsk }: { webhook: Webhook; onAsk: (asked: Asked) => void }) {
  const { url, events, on, stopped, failures, last_success_at, secrets } = webhook;
  const [isOpen, setOpen] = useState(false);
  const [isTesting, setTesting] = useState(false);
  const id = useId();
  const standing = standingOf(webhook);
  // One that was stopped begins anew once it is switched on.
  const isActive = on && stopped === null;
  const host = hostOf(webhook);
  const test = async () => {
    setTesting(true);
    await testWebhook(webhook);
    setTesting(false);
  };
  return (
    <li aria-label={url} className="flex flex-col gap-2 py-4 first:pt-0">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="font-mono text-sm break-all">{url}</code>
            <Badge tone={standing.tone}>{standing.label}</Badge>
          </p>
          <p className="mt-0.5 text-xs text-muted">{events.map((event) => EVENT[event]).join(' · ')}</p>
          <p className="figures mt-0.5 text-xs text-muted">
            {last_success_at === null
              ? 'Nothing has arrived so far'
              : `Last arrived on ${day(last_success_at)}, ${clock(last_success_at)}`}
            {failures > 0 && ` · ${plural(failures, 'failure')} since`}
          </p>
          <p className="figures text-xs text-muted">
            {secrets.map(({ prefix, retires_at }, at) => (
              <span key={prefix}>
                {at > 0 && ' · '}
                {at === 0 && 'Signed with '}
                <code className="font-mono">{prefix}…</code>
                {retires_at !== null && ` until ${day(retires_at)}, ${clock(retires_at)}`}
              </span>
            ))}
          </p>
          {stopped !== null && <p className="mt-1 text-sm text-bad">{stopped}</p>}
        </div>
        <Switch
          label={`Send to ${host}`}
          isOn={isActive}
          onSwitch={(next) => void switchWebhook(webhook, next)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          disabled={isTesting || !isActive}
          onClick={() => void test()}
          aria-label={`Send a test to ${host}`}
        >
          Send a test
        </Button>
        <Button onClick={() => onAsk({ what: 'edit', webhook })} aria-label={`Change ${host}`}>
          Change
        </Button>
        <Button onClick={() => onAsk({ what: 'rotate', webhook })} aria-label={`New secret for ${host}`}>
          New secret
        </Button>
        <Button
          kind="danger"
          onClick={() => onAsk({ what: 'delete', webhook })}
          aria-label={`Delete ${host}`}
        >
          Delete
        </Button>
        <ExpandButton
          isOpen={isOpen}
          controls={id}
          onToggle={() => setOpen(!isOpen)}
          className="h-7 rounded-lg px-1 text-xs text-muted hover:text-ink"
        >
          What was sent<span className="sr-only"> to {host}</span>
        </ExpandButton>
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Deliveries webhookId={webhook.id} isActive={isActive} />}
      </div>
    </li>
  );
}
