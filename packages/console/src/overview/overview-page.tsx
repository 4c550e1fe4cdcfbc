import { useQuery } from '@tanstack/react-query';
import type { Overview } from '@understudy/contract';
import { overviewQuery } from '../api/figure-queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { WatchPage } from '../figures/watch-page.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { LearningCard } from './learning-card.tsx';
import { NeedsCard } from './needs-card.tsx';
import { SafetyCard } from './safety-card.tsx';
import { useWindowHeight } from './use-window-height.ts';
import { WorthCard } from './worth-card.tsx';

/** One screen, one minute: is it learning, what needs me, is it safe, what is it worth, where does it go. */
export function OverviewPage() {
  const { range, before } = useFigures();
  const query = useQuery(overviewQuery(range));
  const earlier = useQuery({ ...overviewQuery(before ?? range), enabled: before !== null });
  return (
    <WatchPage
      title="Overview"
      lead="How it goes, and what needs you."
      page="overview"
      query={query}
      as_of={query.data?.as_of}
    >
      {(overview) => <Cards overview={overview} before={before ? earlier.data : undefined} />}
    </WatchPage>
  );
}

function Cards({ overview, before }: { overview: Overview; before: Overview | undefined }) {
  // On a screen of 900 px everything is seen at once; on a taller one, charts take what is left.
  const spare = Math.max(0, useWindowHeight() - 900);
  return (
    <div className="grid gap-3 md:grid-cols-2 lg:grid-cols-3">
      <LearningCard
        overview={overview}
        before={before}
        height={196 + spare * 0.6}
        className="md:col-span-2"
      />
      <NeedsCard needs={overview.needs} />
      <SafetyCard overview={overview} />
      <WorthCard worth={overview.worth} before={before?.worth} />
      <ForecastCard overview={overview} height={110 + spare * 0.3} />
    </div>
  );
}
