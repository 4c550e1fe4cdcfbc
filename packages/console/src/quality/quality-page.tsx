import { useQuery } from '@tanstack/react-query';
import type { Quality } from '@understudy/contract';
import { qualityQuery } from '../api/figure-queries.ts';
import { useFigures } from '../figures/use-figures.ts';
import { WatchPage } from '../figures/watch-page.tsx';
import { ReliabilityCard, RiskCoverageCard } from './calibration-cards.tsx';
import { CertificateHistory, CertificatesInForce } from './certificates-card.tsx';
import { DriftCards } from './drift-cards.tsx';
import { HandOffsCard } from './hand-offs-card.tsx';
import { OutcomesCard } from './outcomes-card.tsx';
import { SeriesCard } from './series-card.tsx';
import { TruthCard } from './truth-card.tsx';
import { TwinCard } from './twin-card.tsx';

/** How good answers are, by tiers that are never mixed; every figure opens its conversations. */
export function QualityPage() {
  const { range, before } = useFigures();
  const query = useQuery(qualityQuery(range));
  const earlier = useQuery({ ...qualityQuery(before ?? range), enabled: before !== null });
  return (
    <WatchPage
      title="Quality"
      lead="What customers confirmed, what your team audited, and what is only silence."
      page="quality"
      query={query}
      as_of={query.data?.as_of}
    >
      {(quality) => <Cards quality={quality} before={before ? earlier.data : undefined} />}
    </WatchPage>
  );
}

function Cards({ quality, before }: { quality: Quality; before: Quality | undefined }) {
  const accepted =
    quality.certificates.length === 0
      ? null
      : Math.max(...quality.certificates.map(({ max_error }) => max_error));
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-3">
        <TruthCard quality={quality} />
        <OutcomesCard quality={quality} before={before} className="lg:col-span-2" />
      </div>
      <SeriesCard quality={quality} before={before} />
      <div className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
        <HandOffsCard quality={quality} before={before} />
        <ReliabilityCard reliability={quality.reliability} />
        <RiskCoverageCard curve={quality.risk_coverage} accepted={accepted} />
        <TwinCard className="2xl:col-span-2" />
        <CertificateHistory quality={quality} />
        <DriftCards />
        <CertificatesInForce quality={quality} />
      </div>
    </>
  );
}
