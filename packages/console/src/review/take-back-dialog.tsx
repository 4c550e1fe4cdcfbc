/** Before lessons are taken back: how many, what goes with them, and who was answered with them. */
import { useQuery } from '@tanstack/react-query';
import type { Lesson, LessonDetail, RollbackPreview } from '@understudy/contract';
import { useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { plural } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { localTime, previewTakeBack, type Reach, reachesOf, scopeOf, takeBack } from './take-back.ts';
import { UsedIn } from './used-in.tsx';

interface TakeBackDialogProps {
  readonly lesson: LessonDetail;
  readonly onClose: () => void;
  readonly onChanged: (lesson: Lesson) => void;
}

export function TakeBackDialog({ lesson, onClose, onChanged }: TakeBackDialogProps) {
  const [reach, setReach] = useState<Reach>('lessons');
  const [since, setSince] = useState(() => localTime(lesson.at));
  const isAlone = reach === 'lessons';
  const scope = scopeOf(lesson, reach, since);
  const preview = useQuery({
    queryKey: ['rollback', scope],
    queryFn: ({ signal }) => (scope === null ? null : previewTakeBack(scope, signal)),
    // What was counted a minute ago is not what would go now.
    gcTime: 0,
  });
  const [reason, setReason] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<'no' | 'yes' | Error>('no');
  const send = async () => {
    if (scope === null) return;
    setSending('yes');
    try {
      await takeBack({ scope, id: lesson.id, reason: reason.trim(), onChanged });
      onClose();
    } catch (error) {
      setSending(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <Dialog
      title={isAlone ? 'Take this lesson back?' : 'Take all of them back?'}
      onClose={onClose}
      first={input}
    >
      <form
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Choice label="What goes" value={reach} onChange={(event) => setReach(event.target.value as Reach)}>
          {reachesOf(lesson).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Choice>
        {reach === 'since' && (
          <Field
            label="Since"
            type="datetime-local"
            hint="The model is then as it was at that time. Settings stay."
            error={scope === null ? 'Expected a date and a time.' : undefined}
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
        )}
        {preview.isPending && <Skeleton rows={2} className="h-10" />}
        {preview.isError && (
          <Failed error={preview.error} what="The preview" onRetry={() => void preview.refetch()} />
        )}
        {preview.data && <WhatGoes preview={preview.data} />}
        <Field
          label="Reason"
          ref={input}
          hint="Kept in the record. You can leave it empty."
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        {sending instanceof Error && (
          <p role="alert" className="text-sm text-bad">
            {sending.message}
          </p>
        )}
        <FormButtons
          onCancel={onClose}
          danger
          disabled={!preview.data || preview.data.lessons + preview.data.events === 0 || sending === 'yes'}
        >
          {sending === 'yes' ? 'Taking it back …' : isAlone ? 'Take it back' : 'Take them back'}
        </FormButtons>
      </form>
    </Dialog>
  );
}

function WhatGoes({ preview }: { preview: RollbackPreview }) {
  const goes = [
    preview.retired > 0 && `${plural(preview.retired, 'answer')} that nobody would find any more`,
    preview.reverted > 0 && `${plural(preview.reverted, 'answer')} that would say again what it said before`,
  ].filter((part) => part !== false);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="figures">
        It forgets {plural(preview.lessons, 'lesson')}
        {goes.length > 0 && `, with ${goes.join(' and ')}`}. Everything is then as if it had never been
        learned.
      </p>
      <UsedIn {...preview} />
    </div>
  );
}
