import { useMutation } from '@tanstack/react-query';
import type { Result } from '@understudy/contract';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { membersQuery, queryClient } from '../api/queries.ts';
import { complain, toast } from '../app/toasts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';

export type Member = Result<'listMembers'>['items'][number];

const refresh = () => void queryClient.invalidateQueries({ queryKey: membersQuery.queryKey });

/** They may sign in again, and what was quarantined for their suspension is in force again. */
export async function letBack({ id, name }: Member): Promise<void> {
  try {
    await call('suspendMember', { params: { id }, body: { suspended: false } });
    toast(`${name} can sign in again`);
  } catch (error) {
    complain(error);
  }
  refresh();
}

export function SuspendDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const [holds, setHolds] = useState(false);
  const suspend = useMutation({
    mutationFn: () =>
      call('suspendMember', {
        params: { id: member.id },
        body: { suspended: true, hold_lessons: holds },
      }),
    onSuccess: (after) => {
      refresh();
      toast(`${after.name} is suspended`, { undo: () => void letBack(after) });
      onClose();
    },
  });
  return (
    <Dialog title={`Suspend ${member.name}?`} onClose={onClose}>
      <form
        className="flex flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          suspend.mutate();
        }}
      >
        <p className="text-sm">
          All their sessions end now, and they cannot sign in until an owner lets them back. API keys that
          they know go on working: revoke those yourself.
        </p>
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-1 accent-(--accent-solid)"
            checked={holds}
            onChange={(event) => setHolds(event.target.checked)}
          />
          <span>
            Quarantine what they taught
            <span className="block text-xs text-muted">
              With what others added to their answers. It waits in Review, and is in force again once they are
              back.
            </span>
          </span>
        </label>
        {suspend.isError && (
          <p role="alert" className="text-sm text-bad">
            {suspend.error.message}
          </p>
        )}
        <FormButtons onCancel={onClose} danger disabled={suspend.isPending}>
          Suspend
        </FormButtons>
      </form>
    </Dialog>
  );
}
