import type { Settings } from '@understudy/contract';
import { useState } from 'react';
import { keys, queryClient } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { useSave } from './use-save.ts';

export function WorkspaceForm({ settings }: { settings: Settings }) {
  const [name, setName] = useState(settings.workspace_name);
  const save = useSave();
  return (
    <Section title="Workspace">
      <form
        className="flex max-w-lg items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { workspace_name: name.trim() },
            { onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.me }) },
          );
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
        <Button
          type="submit"
          kind="primary"
          size="medium"
          className="mb-1"
          disabled={save.isPending || name.trim() === '' || name === settings.workspace_name}
        >
          Save
        </Button>
      </form>
    </Section>
  );
}
