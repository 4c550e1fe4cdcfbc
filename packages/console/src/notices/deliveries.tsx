import { useInfiniteQuery } from '@tanstack/react-query';
import type { Delivery } from '@understudy/contract';
import { useId, useState } from 'react';
import { deliveriesQuery } from '../api/watch-queries.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { clock, day } from '../ui/format.ts';
import { ShowMore } from '../ui/show-more.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { replay } from './change.ts';
import { DELIVERY, tryWords } from './words.ts';

interface DeliveriesProps {
  readonly webhookId: string;
  /** Only then is anything sent, also again. */
  readonly isActive: boolean;
}

/** What was sent and what was answered, the newest first. */
export function Deliveries({ webhookId, isActive }: DeliveriesProps) {
  const list = useInfiniteQuery(deliveriesQuery(webhookId));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="rounded-lg border border-line px-3">
      {list.isPending && <Skeleton rows={2} className="h-8" />}
      {list.isError && <Failed error={list.error} what="The log" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p className="py-3 text-sm text-muted">Nothing was sent so far.</p>}
      <ul className="divide-y divide-line" aria-label="What was sent">
        {items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} isActive={isActive} />
        ))}
      </ul>
      <ShowMore list={list} className="my-2" />
    </div>
  );
}

function DeliveryRow({ delivery, isActive }: { delivery: Delivery; isActive: boolean }) {
  const { id, webhook_id, event, state, tries, next_try_at, body, created_at } = delivery;
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const shown = useId();
  const again = async () => {
    setBusy(true);
    await replay(webhook_id, id);
    setBusy(false);
  };
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ExpandButton
          isOpen={isOpen}
          controls={shown}
          onToggle={() => setOpen(!isOpen)}
          className="min-w-0 flex-1 basis-52 rounded-lg text-sm"
        >
          <span className="font-mono text-xs">{event}</span>
          <Badge tone={DELIVERY[state].tone}>{DELIVERY[state].label}</Badge>
        </ExpandButton>
        <span className="figures text-xs text-muted">
          {day(created_at)}, {clock(created_at)}
        </span>
        <Button
          disabled={isBusy || !isActive}
          onClick={() => void again()}
          aria-label={`Send again: ${event}`}
        >
          Send again
        </Button>
      </div>
      <div id={shown} hidden={!isOpen} className="flex flex-col gap-2 pt-2 pl-6">
        {isOpen && (
          <>
            <ol className="figures flex flex-col gap-0.5 text-xs" aria-label="Tries">
              {tries.map((each, at) => (
                <li key={`${each.at} ${at}`}>
                  {tryWords(each)}{' '}
                  <span className="text-muted">
                    · {day(each.at)}, {clock(each.at)}
                  </span>
                </li>
              ))}
              {tries.length === 0 && <li className="text-muted">Not tried yet.</li>}
              {next_try_at !== null && (
                <li className="text-muted">
                  Tried again on {day(next_try_at)}, {clock(next_try_at)}.
                </li>
              )}
            </ol>
            <pre
              tabIndex={0}
              role="region"
              aria-label="Body"
              className="max-h-60 overflow-auto rounded-lg bg-sunken p-2 font-mono text-xs leading-5"
            >
              {pretty(body)}
            </pre>
          </>
        )}
      </div>
    </li>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
