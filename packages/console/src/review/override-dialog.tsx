/** Approving what a check or the replay holds back takes a reason, which is kept. */
import type { LessonDetail } from '@understudy/contract';
import { useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { plural } from '../ui/format.ts';
import { checkName } from './words.ts';

interface OverrideDialogProps {
  /** Sentences. */
  readonly holds: readonly string[];
  /** As it was given before more was found. */
  readonly reason: string;
  readonly onApprove: (reason: string) => void;
  readonly onClose: () => void;
}

export function OverrideDialog({ holds, reason: given, onApprove, onClose }: OverrideDialogProps) {
  const [reason, setReason] = useState(given);
  const input = useRef<HTMLTextAreaElement>(null);
  const approve = () => {
    if (reason.trim() !== '') onApprove(reason.trim());
  };
  return (
    <Dialog title="Approve it all the same?" onClose={onClose} first={input}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          approve();
        }}
      >
        <ul aria-label="What holds it back" className="flex list-disc flex-col gap-1 pl-4 text-sm">
          {holds.map((why) => (
            <li key={why} className="break-words">
              {why}
            </li>
          ))}
        </ul>
        <TextField
          label="Why is it right all the same?"
          hint="Kept with your name beside the lesson."
          ref={input}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            approve();
          }}
        />
        <FormButtons onCancel={onClose} danger disabled={reason.trim() === ''}>
          Approve all the same
        </FormButtons>
      </form>
    </Dialog>
  );
}

/** Empty where an approval needs no reason. An edit is replayed anew, so that only checks hold it. */
export function whatHolds(lesson: LessonDetail, isEdited = false): readonly string[] {
  const blocks = lesson.all_findings
    .filter(({ verdict }) => verdict === 'block')
    .map(({ check, why }) => `${checkName(check)}: ${why}`);
  const { gate } = lesson;
  if (isEdited || gate === null || gate.passed) return blocks;
  const broken =
    gate.broken.length > 0 ? `it would break ${plural(gate.broken.length, 'right answer')}` : null;
  const source = gate.source_fixed ? null : 'it would not answer its own question';
  return [...blocks, `Replay: ${[source, broken].filter(Boolean).join(', and ') || 'it did not pass'}.`];
}
