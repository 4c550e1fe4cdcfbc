/** Before a rollback is undone: what comes back, all of it together, and who had been answered with it. */
import { useQuery } from '@tanstack/react-query';
import type { Lesson, RollbackDetail } from '@understudy/contract';
import { useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { plural } from '../ui/format.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/use-now.ts';
import { putBack } from './take-back.ts';
import { UsedIn } from './used-in.tsx';
import { agoInWords } from './words.ts';

interface PutBackDialogProps {
  readonly lessonId: string;
  readonly rollbackId: string;
  readonly onClose: () => void;
  readonly onChanged: (lesson: Lesson) => void;
}

export function PutBackDialog({ lessonId, rollbackId, onClose, onChanged }: PutBackDialogProps) {
  const rollback = useQuery({
    queryKey: ['rollback', rollbackId],
    queryFn: ({ signal }) => call('getRollback', { params: { id: rollbackId } }, signal),
    // What would come back a minute ago is not what would come back now.
    gcTime: 0,
  });
  const [isSending, setSending] = useState(false);
  const first = useRef<HTMLFormElement>(null);
  const send = async () => {
    setSending(true);
    await putBack(rollbackId, lessonId, onChanged);
    onClose();
  };
  const { data } = rollback;
  return (
    <Dialog
      title={data && data.puts_back > 1 ? 'Put all of them back?' : 'Put it back?'}
      onClose={onClose}
      first={first}
    >
      <form
        ref={first}
        tabIndex={-1}
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4 outline-none"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {rollback.isPending && <Skeleton rows={2} className="h-10" />}
        {rollback.isError && (
          <Failed error={rollback.error} what="The rollback" onRetry={() => void rollback.refetch()} />
        )}
        {data && <WhatComes rollback={data} />}
        <FormButtons onCancel={onClose} disabled={data?.state !== 'done' || isSending}>
          {isSending ? 'Putting it back …' : data && data.puts_back > 1 ? 'Put them back' : 'Put it back'}
        </FormButtons>
      </form>
    </Dialog>
  );
}

function WhatComes({ rollback }: { rollback: RollbackDetail }) {
  const { by, at, reason, lessons, puts_back, state } = rollback;
  const decided = lessons - puts_back;
  const now_ms = useNow();
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="figures break-words">
        {by} took {plural(lessons, 'lesson')} back, {agoInWords(at, now_ms)}
        {reason !== '' && <span className="text-muted">: “{reason}”</span>}
      </p>
      {state === 'done' ? (
        <p className="figures">
          {puts_back > 1
            ? `All ${puts_back} come back together: what was taken back at once is put back at once.`
            : 'It comes back.'}{' '}
          The model learns it anew, as of now.
          {decided > 0 &&
            ` ${plural(decided, 'lesson')} that somebody has decided on since ${decided === 1 ? 'stays' : 'stay'} as ${decided === 1 ? 'it is' : 'they are'}.`}
        </p>
      ) : (
        <p role="status" className="text-warn">
          It is under way.
        </p>
      )}
      <UsedIn {...rollback} />
    </div>
  );
}
