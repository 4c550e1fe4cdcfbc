import { useInfiniteQuery } from '@tanstack/react-query';
import type { AccountHealth as Health, Part, Result } from '@understudy/contract';
import { useId, useState } from 'react';
import { accountHealthQuery } from '../api/watch-queries.ts';
import { Opens } from '../figures/opens.tsx';
import { ExpandButton } from '../ui/expand-button.tsx';
import { day, percent, plural } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { PartList } from '../ui/part-list.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';

/** How accounts fare by what they asked, the worst first. */
export function AccountHealth() {
  const list = useInfiniteQuery(accountHealthQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const backtest = list.data?.pages[0]?.backtest;
  return (
    <Section
      title="Account health"
      lead="From what accounts asked and how it ended, in few named parts, the worst first. Little is known of few contacts, so they move a score little."
    >
      {list.isPending && <Skeleton rows={3} className="h-10" />}
      {list.isError && (
        <Failed error={list.error} what="Account health" onRetry={() => void list.refetch()} />
      )}
      {backtest && <Backtest backtest={backtest} />}
      {list.data && items.length === 0 && (
        <p className="text-sm text-muted">No verified account has asked anything so far.</p>
      )}
      <ul className="divide-y divide-line">
        {items.map((health) => (
          <HealthRow key={health.account} health={health} />
        ))}
      </ul>
      <ShowMore list={list} className="mt-3" />
    </Section>
  );
}

/** Whether one may speak of a prediction. */
function Backtest({ backtest: { is_prediction, text } }: Pick<Result<'listAccountHealth'>, 'backtest'>) {
  return (
    <p className={`mb-3 rounded-lg px-3 py-2 text-sm ${is_prediction ? 'bg-good-soft' : 'bg-note'}`}>
      {text}
    </p>
  );
}

function HealthRow({ health }: { health: Health }) {
  const { account, score, insufficient, contacts, parts, latest_at } = health;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const worst = parts.toSorted((a, b) => a.adds - b.adds)[0];
  return (
    <li>
      <div className="flex items-center gap-4">
        <ExpandButton
          isOpen={isOpen}
          controls={id}
          onToggle={() => setOpen(!isOpen)}
          className="min-w-0 flex-1 rounded-lg py-2.5"
        >
          <span className="min-w-0">
            <span className="block truncate font-medium">{account}</span>
            <span className="figures block text-xs text-muted">{wordsOf(health, worst)}</span>
          </span>
        </ExpandButton>
        <Score score={score} />
      </div>
      <div id={id} hidden={!isOpen} className="pb-4 pl-6">
        {isOpen && (
          <>
            {insufficient !== null && <p className="text-sm">{insufficient}</p>}
            <PartList parts={parts} />
            <p className="figures mt-2 text-xs text-muted">
              <Opens inWords measure="conversations" of={{ account }}>
                {plural(contacts, 'contact')}
              </Opens>
              {latest_at !== null && `, the latest on ${day(latest_at)}`}
            </p>
          </>
        )}
      </div>
    </li>
  );
}

const wordsOf = ({ score, contacts }: Health, worst: Part | undefined): string =>
  score === null || !worst || worst.adds >= 0 ? plural(contacts, 'contact') : worst.text;

function Score({ score }: Pick<Health, 'score'>) {
  if (score === null)
    return <span className="w-24 shrink-0 sm:w-32 text-right text-sm text-muted">insufficient data</span>;
  const tone = score < 0.34 ? 'bg-bad' : score < 0.67 ? 'bg-warn' : 'bg-good';
  return (
    <span className="flex w-24 shrink-0 sm:w-32 items-center gap-2" title="0 % poor, 100 % well">
      <span aria-hidden className="h-2 flex-1 rounded-full bg-sunken">
        <span className={`block h-full rounded-full ${tone}`} style={{ width: `${score * 100}%` }} />
      </span>
      <span className="figures w-11 text-right text-sm font-medium">{percent(score)}</span>
    </span>
  );
}
