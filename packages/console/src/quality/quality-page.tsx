import { useQuery } from '@tanstack/react-query';
import type { Quality } from '@understudy/contract';
import { qualityQuery } from '../api/figure-queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { WatchPage } from '../figures/watch-page.tsx';
import { Certificates } from '../learning/certificates.tsx';
import { ReliabilityCard, RiskCoverageCard } from './calibration-cards.tsx';
import { CertificateHistory } from './certificates-card.tsx';
import { DriftCards } from './drift-cards.tsx';
import { HandOffsCard } from './hand-offs-card.tsx';
import { OutcomesCard } from './outcomes-card.tsx';
import { SeriesCard } from './series-card.tsx';
import { TopicPicker } from './topic-picker.tsx';
import { TruthCard } from './truth-card.tsx';
import { TwinCard } from './twin-card.tsx';

/** How good answers are, by tiers that are never mixed; every figure opens its conversations. */
export function QualityPage() {
  const { search, range, before } = useFigures();
  const topic = search.about === undefined ? {} : { topic_id: search.about };
  const query = useQuery(qualityQuery({ ...range, ...topic }));
  const earlier = useQuery({ ...qualityQuery({ ...(before ?? range), ...topic }), enabled: before !== null });
  return (
    <WatchPage
      title="Quality"
      lead="What customers confirmed, what your team audited, and what is only silence."
      page="quality"
      query={query}
      as_of={query.data?.as_of}
      actions={<TopicPicker />}
    >
      {(quality) => (
        <Cards quality={quality} before={before ? earlier.data : undefined} topic_id={search.about} />
      )}
    </WatchPage>
  );
}

interface CardsProps {
  readonly quality: Quality;
  readonly before: Quality | undefined;
  /** Where the page is of one topic: what is only known of all is left out. */
  readonly topic_id: string | undefined;
}

function Cards({ quality, before, topic_id }: CardsProps) {
  const accepted =
    quality.certificates.length === 0
      ? null
      : Math.max(...quality.certificates.map(({ max_error }) => max_error));
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-3">
        <TruthCard quality={quality} isOfTopic={topic_id !== undefined} />
        <OutcomesCard quality={quality} before={before} className="lg:col-span-2" />
      </div>
      <SeriesCard quality={quality} before={before} />
      <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        <HandOffsCard quality={quality} before={before} />
        <ReliabilityCard reliability={quality.reliability} />
        <RiskCoverageCard quality={quality} accepted={accepted} />
        <TwinCard topic_id={topic_id} marks={quality.annotations} className="2xl:col-span-2" />
        {topic_id === undefined && (
          <>
            <CertificateHistory quality={quality} />
            <DriftCards />
            <Certificates certificates={quality.certificates} />
          </>
        )}
      </div>
    </>
  );
}
