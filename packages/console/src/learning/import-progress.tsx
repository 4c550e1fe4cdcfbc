import type { Result } from '@understudy/contract';
import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { ProgressBar } from './progress-bar.tsx';
import { RejectedRows } from './rejected-rows.tsx';

type Job = Result<'getImport'>;
const STAGES = [
  { id: 'reading', label: 'Reading rows' },
  { id: 'mining', label: 'Mining resolutions' },
  { id: 'encoding', label: 'Encoding questions' },
  { id: 'learning', label: 'Learning, and testing itself' },
] as const;

/** Where an import stands, stage by stage. */
export function ImportProgress({ job }: { job: Job }) {
  const at =
    job.progress.stage === 'done'
      ? STAGES.length
      : STAGES.findIndex((stage) => stage.id === job.progress.stage);
  const isStopped = job.state === 'failed' || job.state === 'cancelled';
  return (
    <div className="flex flex-col gap-4">
      {job.state === 'cancelled' && (
        <p role="status" className="text-sm text-muted">
          Stopped. What was read is kept; send the same file again to go on.
        </p>
      )}
      {job.state === 'failed' && (
        <p role="alert" className="flex items-center gap-2 rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">
          <CircleAlert className="size-4 shrink-0" aria-hidden /> {job.error ?? 'The import failed.'}
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {STAGES.map((stage, index) => (
          <li key={stage.id} className="flex gap-3">
            <StageMark state={index < at ? 'done' : index > at ? 'ahead' : isStopped ? 'failed' : 'now'} />
            <div className="min-w-0 flex-1">
              <p className={`text-sm ${index === at ? 'font-medium' : 'text-muted'}`}>
                {stage.label}
                {index === at && <span className="figures ml-2 font-normal text-muted">{amount(job)}</span>}
              </p>
              {index === at && !isStopped && (
                <div className="mt-1.5">
                  <ProgressBar label={stage.label} done={job.progress.done} total={job.progress.total} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
      <dl className="figures grid grid-cols-2 gap-3 border-t border-line pt-4 sm:grid-cols-5">
        {(
          [
            ['Rows read', job.read],
            ['Accepted', job.accepted],
            ['Rejected', job.rejected],
            ['Resolutions found', job.resolutions],
            ['Waiting for review', job.waiting],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="font-semibold">{count(value)}</dd>
          </div>
        ))}
      </dl>
      <RejectedRows id={job.id} rejected={job.rejected} />
      {job.state === 'running' && <Stop id={job.id} />}
    </div>
  );
}

/** Nothing is lost by it, so nobody is asked twice. */
function Stop({ id }: { id: string }) {
  const stop = useMutation({ mutationFn: () => call('cancelImport', { params: { id } }) });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="medium" disabled={stop.isPending} onClick={() => stop.mutate()}>
        Stop the import
      </Button>
      {stop.isError && (
        <p role="alert" className="text-sm text-bad">
          {stop.error.message}
        </p>
      )}
    </div>
  );
}

function amount({ progress }: Job): string {
  return progress.total === null
    ? count(progress.done)
    : `${count(progress.done)} of ${count(progress.total)}`;
}

function StageMark({ state }: { state: 'done' | 'now' | 'ahead' | 'failed' }) {
  const box = 'mt-0.5 size-4 shrink-0';
  if (state === 'done') return <Check className={`${box} text-good`} aria-label="Done" />;
  if (state === 'now')
    return <LoaderCircle className={`${box} animate-spin text-accent`} aria-label="Running" />;
  if (state === 'failed') return <CircleAlert className={`${box} text-bad`} aria-label="Failed" />;
  return <span className={`${box} rounded-full border border-line-strong`} />;
}
