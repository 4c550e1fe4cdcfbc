/** One workflow: its steps, where people deviate from them, and what it said before. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WorkflowDetail as Detail } from '@understudy/contract';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { meQuery, workflowQuery } from '../api/queries.ts';
import { DiffText } from '../review/diff-text.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { count, day } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { WordingForm } from '../ui/wording-form.tsx';
import { edit, setInUse } from './change.ts';
import { ExampleLink, StepList } from './step-list.tsx';
import { evidenceWords, followedWords, HOW_TO_WRITE, STATE } from './words.ts';

export function WorkflowDetail({ id }: { id: string }) {
  const query = useQuery(workflowQuery(id));
  const mayChange = (useQuery(meQuery).data?.role ?? 'agent') !== 'agent';
  const [isEditing, setEditing] = useState(false);
  const workflow = query.data;
  return (
    <Page
      title={workflow?.title ?? 'Workflow'}
      actions={
        <>
          <BackToList />
          {workflow && mayChange && !isEditing && (
            <Actions workflow={workflow} onEdit={() => setEditing(true)} />
          )}
        </>
      }
    >
      {query.isPending && <Skeleton rows={3} className="h-32" />}
      {query.isError && (
        <Failed error={query.error} what="The workflow" onRetry={() => void query.refetch()} />
      )}
      {workflow && isEditing && (
        <WordingForm
          label="Edit the workflow"
          textLabel="Steps"
          saveLabel="Save"
          hint={HOW_TO_WRITE}
          first="title"
          className="card p-4 md:p-5"
          textClass="min-h-48"
          wording={workflow}
          onLeave={() => setEditing(false)}
          onSave={async (words) => {
            if (await edit(workflow, words)) setEditing(false);
          }}
        />
      )}
      {workflow && !isEditing && <Parts workflow={workflow} />}
    </Page>
  );
}

export function BackToList() {
  return (
    <Link
      to="/knowledge/workflows/{-$id}"
      params={{ id: undefined }}
      className="order-first flex w-full items-center gap-1.5 text-sm text-muted hover:text-ink"
    >
      <ArrowLeft className="size-4" aria-hidden /> Workflows
    </Link>
  );
}

function Actions({ workflow, onEdit }: { workflow: Detail; onEdit: () => void }) {
  if (workflow.state === 'proposed' && workflow.proposal !== null)
    return (
      <Link
        to="/review/{-$id}"
        params={{ id: workflow.proposal }}
        search={{ status: 'open' }}
        className={buttonClass('primary')}
      >
        Review the proposal
      </Link>
    );
  const inUse = workflow.state !== 'retired';
  return (
    <div className="flex gap-2">
      <Button onClick={onEdit}>Edit</Button>
      <Button kind={inUse ? 'danger' : 'plain'} onClick={() => void setInUse(workflow, !inUse)}>
        {inUse ? 'Retire' : 'Take back into use'}
      </Button>
    </div>
  );
}

function Parts({ workflow }: { workflow: Detail }) {
  return (
    <>
      {workflow.state === 'retired' && (
        <p role="status" className="card px-4 py-3 text-sm">
          Retired: nobody is shown it at work any more.
        </p>
      )}
      {workflow.state === 'proposed' && (
        <p role="status" className="card px-4 py-3 text-sm">
          Proposed: nobody is shown it at work before somebody approves it.
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
        <Badge tone={STATE[workflow.state].tone}>{STATE[workflow.state].label}</Badge>
        <span className="min-w-0 break-words">
          Leads to{' '}
          <Link
            to="/knowledge/{-$id}"
            params={{ id: workflow.resolution.id }}
            className="underline underline-offset-2 hover:text-ink"
          >
            {workflow.resolution.title}
          </Link>
        </span>
      </p>
      <Section title="Steps" lead={followedWords(workflow)}>
        <StepList lines={workflow.lines} />
        {workflow.evidence && (
          <p className="figures mt-4 border-t border-line pt-3 text-xs text-muted">
            {evidenceWords(workflow.evidence)}
          </p>
        )}
      </Section>
      {workflow.extra.length > 0 && <Beside extra={workflow.extra} />}
      {workflow.versions.length > 0 && <Versions versions={workflow.versions} />}
    </>
  );
}

function Beside({ extra }: Pick<Detail, 'extra'>) {
  return (
    <Section title="Done beside it" lead="Steps in the records that do not stand in the workflow.">
      <ul className="flex flex-col gap-1.5 text-sm">
        {extra.map(({ words, paths, example }) => (
          <li key={words} className="flex flex-wrap items-baseline gap-x-3">
            <span className="figures w-12 shrink-0 text-right text-muted">{count(paths)} ×</span>
            <span className="min-w-0 break-words">{words}</span>
            <span className="text-xs">
              <ExampleLink id={example} label={`of a conversation with the step ${words}`} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Versions({ versions }: Pick<Detail, 'versions'>) {
  return (
    <Section title="History of its text">
      <ol className="flex flex-col gap-4 text-sm">
        {versions.map((version, at) => {
          const before = versions[at + 1];
          return (
            <li key={version.version}>
              <p className="figures mb-1 text-xs text-muted">
                Version {count(version.version)}
                {version.author && ` by ${version.author}`} · {day(version.at)} ·{' '}
                <Link
                  to="/review/{-$id}"
                  params={{ id: version.lesson_id }}
                  search={{ status: 'approved' }}
                  className="underline underline-offset-2 hover:text-ink"
                >
                  lesson
                </Link>
              </p>
              <p className="font-medium">
                <DiffText before={before?.title ?? version.title} after={version.title} />
              </p>
              <DiffText before={before?.text ?? version.text} after={version.text} />
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
