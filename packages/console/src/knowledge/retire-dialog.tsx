/** Takes a resolution out of use, with a reason that whoever finds it later can read. */
import type { ResolutionDetail } from '@understudy/contract';
import { useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { complain, toast } from '../app/toasts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { change, refresh } from './change-knowledge.ts';

type Named = Pick<ResolutionDetail, 'id' | 'title'>;

export function RetireDialog({ resolution, onClose }: { resolution: Named; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const { id, title } = resolution;
  return (
    <Dialog title="Retire this resolution?" onClose={onClose} first={first}>
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          const retired = call('retireResolution', { params: { id }, body: { reason: reason.trim() } });
          void change(retired, `“${title}” is retired: nobody is answered with it any more.`);
        }}
      >
        <p className="text-sm text-muted">
          Nobody is answered with it any more. It keeps its exemplars, and can be taken back into use.
        </p>
        <Field
          label="Why (others will read it)"
          value={reason}
          maxLength={500}
          ref={first}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormButtons onCancel={onClose} danger>
          Retire
        </FormButtons>
      </form>
    </Dialog>
  );
}

export async function restore({ id, title }: Named): Promise<void> {
  try {
    await call('restoreResolution', { params: { id } });
    toast(`“${title}” is in use again.`);
  } catch (error) {
    complain(error);
  }
  refresh();
}
