import { useQuery } from '@tanstack/react-query';
import type { Worth } from '@understudy/contract';
import { worthQuery } from '../api/figure-queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { WatchPage } from '../figures/watch-page.tsx';
import { CostModelCard } from './cost-model-card.tsx';
import { HeadlineCard } from './headline-card.tsx';
import { MonthsCard } from './months-card.tsx';
import { HoldOutCard, StepsCard } from './proof-cards.tsx';

/** What it is worth, by a cost model that the lead sets, with every step of the computation. */
export function WorthPage() {
  const { range, before } = useFigures();
  const query = useQuery(worthQuery(range));
  const earlier = useQuery({ ...worthQuery(before ?? range), enabled: before !== null });
  return (
    <WatchPage
      title="ROI"
      lead="What it is worth: hours and money, each with the range in which the truth lies."
      page="worth"
      query={query}
    >
      {(worth) => <Cards worth={worth} before={before ? earlier.data : undefined} />}
    </WatchPage>
  );
}

function Cards({ worth, before }: { worth: Worth; before: Worth | undefined }) {
  return (
    <div className="grid items-stretch gap-3 lg:grid-cols-3">
      <HeadlineCard worth={worth} before={before} className="lg:col-span-2" />
      <CostModelCard worth={worth} />
      <MonthsCard worth={worth} className="lg:col-span-3 2xl:col-span-1" />
      <HoldOutCard worth={worth} />
      <StepsCard worth={worth} className="lg:col-span-2 2xl:col-span-1" />
    </div>
  );
}
