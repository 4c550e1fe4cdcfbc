import type { Settings } from '@understudy/contract';
import { useState } from 'react';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { SaveButton } from './save-button.tsx';
import { useSave } from './use-save.ts';

export function WorkspaceForm({ settings }: { settings: Settings }) {
  const [name, setName] = useState(settings.workspace_name);
  const save = useSave(name);
  return (
    <Section id="workspace" title="Workspace">
      <form
        className="flex max-w-lg items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.send({ workspace_name: name.trim() });
        }}
      >
        <div className="flex-1">
          <Field
            label="Name"
            value={name}
            maxLength={100}
            required
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="mb-1">
          <SaveButton save={save} isWrong={name.trim() === ''} />
        </div>
      </form>
    </Section>
  );
}
