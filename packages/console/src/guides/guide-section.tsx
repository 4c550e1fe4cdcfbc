/** The guide of a resolution: its steps, how far people came with it, and what can be done about it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GuideDetail } from '@understudy/contract';
import { useState } from 'react';
import { guideOfResolutionQuery } from '../api/queries.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { WordingForm } from '../ui/wording-form.tsx';
import { dismissBreaks, edit, setInUse, wordsOf } from './change.ts';
import { GuideSteps } from './guide-steps.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { HOW_TO_WRITE, runsWords, STATE } from './words.ts';

interface GuideSectionProps {
  readonly resolution_id: string;
  readonly mayChange: boolean;
  readonly mayRecord: boolean;
}

export function GuideSection({ resolution_id, mayChange, mayRecord }: GuideSectionProps) {
  const query = useQuery(guideOfResolutionQuery(resolution_id));
  const [isEditing, setEditing] = useState(false);
  const [isRecording, setRecording] = useState(false);
  const guide = query.data;
  return (
    <Section
      title="Guide"
      lead="Shows customers on the page where to click, below the answer. It never clicks for them."
    >
      {query.isPending && <Skeleton rows={2} className="h-10" />}
      {query.isError && <Failed error={query.error} what="The guide" onRetry={() => void query.refetch()} />}
      {guide === null && <p className="text-sm text-muted">None was recorded yet.</p>}
      {guide && isEditing && (
        <WordingForm
          label="Edit the words of the guide"
          textLabel="Steps"
          saveLabel="Save"
          hint={HOW_TO_WRITE}
          first="text"
          className=""
          textClass="min-h-28"
          wording={{ title: guide.title, text: wordsOf(guide) }}
          onLeave={() => setEditing(false)}
          onSave={async (words) => {
            if (await edit(guide, words)) setEditing(false);
          }}
        />
      )}
      {guide && !isEditing && <Known guide={guide} />}
      {query.isSuccess && !isEditing && (
        <div className="mt-4 flex flex-wrap gap-2">
          {guide && mayChange && <Actions guide={guide} onEdit={() => setEditing(true)} />}
          {mayRecord && (
            <Button size="medium" onClick={() => setRecording(true)}>
              {guide ? 'Record anew…' : 'Record a guide…'}
            </Button>
          )}
        </div>
      )}
      {isRecording && <RecordDialog resolution_id={resolution_id} onClose={() => setRecording(false)} />}
    </Section>
  );
}

const NOTES: Partial<Record<GuideDetail['state'], string>> = {
  proposed: 'No customer is shown it before somebody approves it.',
  broken:
    'Too many people did not find a step on the page, so it is offered to nobody. Record it anew, or say that it works.',
  retired: 'No customer is shown it any more.',
};

function Known({ guide }: { guide: GuideDetail }) {
  const { title, state, version, runs, steps } = guide;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={STATE[state].tone}>{STATE[state].label}</Badge>
        <span className="min-w-0 font-medium break-words">{title}</span>
        <span className="figures text-xs text-muted">Version {count(version)}</span>
      </p>
      {NOTES[state] && (
        <p role="status" className={`text-sm ${state === 'broken' ? 'text-bad' : 'text-muted'}`}>
          {NOTES[state]}
        </p>
      )}
      <GuideSteps steps={steps} runs={runs} />
      <p className="figures text-xs text-muted">{runsWords(runs)}</p>
    </div>
  );
}

function Actions({ guide, onEdit }: { guide: GuideDetail; onEdit: () => void }) {
  const { state, proposal } = guide;
  return (
    <>
      {proposal !== null && (
        <Link
          to="/review/{-$id}"
          params={{ id: proposal }}
          search={{ status: 'open' }}
          className={buttonClass('primary', 'medium')}
        >
          Review what is proposed
        </Link>
      )}
      {state === 'broken' && (
        <Button size="medium" onClick={() => void dismissBreaks(guide)}>
          It works: offer it again
        </Button>
      )}
      {state === 'in-force' && (
        <Button size="medium" onClick={onEdit}>
          Edit the words
        </Button>
      )}
      {(state === 'in-force' || state === 'broken') && (
        <Button size="medium" kind="danger" onClick={() => void setInUse(guide, false)}>
          Retire
        </Button>
      )}
      {state === 'retired' && (
        <Button size="medium" onClick={() => void setInUse(guide, true)}>
          Take back into use
        </Button>
      )}
    </>
  );
}
