import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Learning } from '@understudy/contract';
import { GraduationCap } from 'lucide-react';
import { importsQuery, learningQuery } from '../api/queries.ts';
import { buttonClass } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Certificates } from './certificates.tsx';
import { CurveSection } from './curve-section.tsx';
import { EstimatedRisk } from './estimated-risk.tsx';
import { Headline } from './headline.tsx';
import { ImportProgress } from './import-progress.tsx';
import { NewestLessons } from './newest-lessons.tsx';
import { ProgressBar } from './progress-bar.tsx';

/** While something runs, ask again even if an event was lost. */
const RUNNING_REFRESH_MS = 2_000;

export function LearningPage() {
  const learning = useQuery({
    ...learningQuery,
    refetchInterval: (query) => (query.state.data?.replay.state === 'running' ? RUNNING_REFRESH_MS : false),
  });
  return (
    <Page
      title="Learning"
      lead="What it has learned, measured against a twin of itself that stopped learning on day one."
    >
      {learning.isPending && <Skeleton rows={3} className="h-36" />}
      {learning.isError && (
        <Failed error={learning.error} what="The learning page" onRetry={() => void learning.refetch()} />
      )}
      <LatestImport />
      {learning.data && <Content learning={learning.data} />}
    </Page>
  );
}

/** On show while it runs, and afterwards where there is something to put right. */
function LatestImport() {
  const imports = useQuery({
    ...importsQuery,
    refetchInterval: (query) =>
      query.state.data?.items[0]?.finished_at === null ? RUNNING_REFRESH_MS : false,
  });
  const job = imports.data?.items[0];
  if (!job || (job.state === 'done' && job.rejected === 0)) return null;
  return (
    <section className="card p-4 md:p-5">
      <h2 className="mb-4 font-semibold">Import of {job.source}</h2>
      <ImportProgress job={job} />
    </section>
  );
}

function Content({ learning }: { learning: Learning }) {
  const { replay } = learning;
  if (replay.state === 'none' && learning.totals.resolutions === 0 && learning.curve.length === 0)
    return <Nothing />;
  return (
    <>
      <Headline learning={learning} />
      {replay.state === 'running' && (
        <section className="card p-4 md:p-5">
          <div className="mb-2 flex flex-wrap justify-between gap-2 text-sm">
            <h2 className="font-semibold">Replaying your conversations in the order they came</h2>
            <span className="figures text-muted">
              {count(replay.done)} of {count(replay.total)}
            </span>
          </div>
          <ProgressBar label="Replay" done={replay.done} total={replay.total} />
          {replay.detail && <p className="mt-2 text-xs text-muted">{replay.detail}</p>}
        </section>
      )}
      {replay.state === 'failed' && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
          The replay stopped: {replay.detail ?? 'the log of the server has the reason.'}
        </p>
      )}
      {learning.curve.length > 0 ? (
        <CurveSection curve={learning.curve} />
      ) : (
        <section className="card px-5 py-10 text-center text-sm text-muted">
          The curve appears once enough conversations have been replayed.
        </section>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Certificates certificates={learning.certificates} />
        <EstimatedRisk estimate={learning.estimate} />
      </div>
      <NewestLessons lessons={learning.lessons} />
    </>
  );
}

function Nothing() {
  return (
    <div className="card flex min-h-72">
      <Empty icon={<GraduationCap />} title="Nothing learned yet">
        <p className="mb-4">
          Give it past conversations, and it replays them in order to show what it would have known, and when.
        </p>
        <Link to="/setup" className={buttonClass('primary', 'medium')}>
          Import conversations
        </Link>
      </Empty>
    </div>
  );
}
