import type { Incident } from '@understudy/contract';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { rename } from './change.ts';

export function RenameDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [title, setTitle] = useState(incident.title);
  const [isSaving, setSaving] = useState(false);
  const isSame = title.trim() === '' || title.trim() === incident.title;
  const save = async () => {
    setSaving(true);
    if (await rename(incident, title.trim())) onClose();
    else setSaving(false);
  };
  return (
    <Dialog title="Rename the incident" onClose={onClose}>
      <form
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label="Name"
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
        />
        <FormButtons onCancel={onClose} disabled={isSame || isSaving}>
          Rename
        </FormButtons>
      </form>
    </Dialog>
  );
}
