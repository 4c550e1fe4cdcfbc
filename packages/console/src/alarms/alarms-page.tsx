/** What a person should know: open alarms first, with what was done about each and what to do. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing, CircleCheck } from 'lucide-react';
import { useId } from 'react';
import { meQuery } from '../api/queries.ts';
import { alarmsQuery } from '../api/watch-queries.ts';
import { buttonClass } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { ShowMore } from '../ui/show-more.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { AlarmCard } from './alarm-card.tsx';

export function AlarmsPage() {
  const me = useQuery(meQuery).data;
  return (
    <Page
      title="Alarms"
      lead="Few, and each with something to do. Where the system could act, it has."
      actions={
        me?.role === 'agent' ? undefined : (
          <Link to="/settings/notices" className={buttonClass('plain', 'medium')}>
            <BellRing className="size-4" aria-hidden /> Who is told
          </Link>
        )
      }
    >
      <Listed state="open" />
      <Listed state="settled" />
    </Page>
  );
}

function Listed({ state }: { state: 'open' | 'settled' }) {
  const id = useId();
  const list = useInfiniteQuery(alarmsQuery(state));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.data && items.length === 0 && state === 'settled') return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="font-semibold">
        {state === 'open' ? 'Open' : 'Settled'}
      </h2>
      {list.isPending && <Skeleton rows={2} className="h-28" />}
      {list.isError && <Failed error={list.error} what="Alarms" onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <div className="card">
          <Empty icon={<CircleCheck />} title="No alarm is open">
            What needs a person appears here, and is sent to whoever you name.
          </Empty>
        </div>
      )}
      {items.length > 0 && (
        <ul className="flex flex-col gap-3">
          {items.map((alarm) => (
            <AlarmCard key={alarm.id} alarm={alarm} />
          ))}
        </ul>
      )}
      <ShowMore list={list} size="medium" className="mx-auto" />
    </section>
  );
}
