import { useQuery } from '@tanstack/react-query';
import type { AnswerCount, AutonomyPreview } from '@understudy/contract';
import { useRef, useState } from 'react';
import { autonomyPreviewQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { count, plural } from '../ui/format.ts';
import { Skeleton } from '../ui/states.tsx';
import { type Change, save } from './change.ts';
import { certifiedOf, STAKES } from './words.ts';

/** What a change would have meant, before it is saved. */
export function ChangeDialog({ change, onClose }: { change: Change; onClose: () => void }) {
  const preview = useQuery(autonomyPreviewQuery(change.change));
  const [isSaving, setSaving] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const onSave = async () => {
    setSaving(true);
    if (await save(change)) onClose();
    else setSaving(false);
  };
  return (
    <Dialog title={change.title} onClose={onClose} first={first}>
      <div className="flex flex-col gap-4 overflow-y-auto p-4">
        {preview.isPending && <Skeleton rows={2} className="h-12" />}
        {preview.isError && (
          <p role="alert" className="rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
            What it would have meant could not be counted: {preview.error.message} It can be saved all the
            same.
          </p>
        )}
        {preview.data && <Preview preview={preview.data} isOfErrors={isOfErrors(change)} />}
        <div className="flex justify-end gap-2">
          <Button size="medium" onClick={onClose}>
            Cancel
          </Button>
          <Button size="medium" kind="primary" ref={first} disabled={isSaving} onClick={() => void onSave()}>
            Save
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const isOfErrors = ({ change }: Change) =>
  change.max_error !== undefined || change.max_error_by_stakes !== undefined;

function Preview({ preview, isOfErrors: isCertified }: { preview: AutonomyPreview; isOfErrors: boolean }) {
  const { asked, concerned, before, after, gained, lost, cells } = preview;
  if (asked === 0)
    return (
      <p className="text-sm text-muted">
        Nobody has asked anything in the last 90 days: there is nothing to count.
      </p>
    );
  return (
    <section aria-label="What it would have meant" className="flex flex-col gap-3 text-sm">
      <p className="text-muted">
        {concerned === asked
          ? `Of ${plural(asked, 'question')} of the last 90 days,`
          : `${plural(concerned, 'question')} of ${count(asked)} in the last 90 days ${concerned === 1 ? 'is' : 'are'} about this. Of all,`}{' '}
        it would have answered alone
      </p>
      <p className="figures flex items-baseline gap-2">
        <strong className="text-2xl font-semibold">{count(after.answered)}</strong>{' '}
        <span className="text-muted">instead of {count(before.answered)}</span>
      </p>
      <ul className="flex flex-col gap-1">
        {gained.answered > 0 && <li>{side(gained, 'more')}</li>}
        {lost.answered > 0 && <li>{side(lost, 'fewer')}</li>}
        {gained.answered + lost.answered === 0 && <li>None would have been handled otherwise.</li>}
      </ul>
      {isCertified && (
        <ul aria-label="Certificates under it" className="flex flex-col gap-1 border-t border-line pt-3">
          {cells.map((cell) => (
            <li key={cell.cell}>
              <span className="font-medium">{STAKES[cell.cell].label}:</span> {certifiedOf(cell)}
            </li>
          ))}
        </ul>
      )}
      <p className="text-xs text-muted">
        Counted from stored decisions with the confidence that they had, by today’s resolutions and{' '}
        {isCertified ? 'by the certificates that the labels so far would give' : 'certificates'}. Right and
        wrong as labelled by people.
      </p>
    </section>
  );
}

function side({ answered, labelled, right }: AnswerCount, which: 'more' | 'fewer'): string {
  const known =
    labelled === 0
      ? 'none of them is labelled'
      : `${count(labelled)} of them labelled, ${count(right)} right`;
  return `${count(answered)} ${which}: ${known}.`;
}
