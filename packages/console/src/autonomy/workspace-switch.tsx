import type { Autonomy } from '@understudy/contract';
import { useId } from 'react';
import { Section } from '../ui/page.tsx';
import { type Change, changeOfWorkspace } from './change.ts';
import { LastChanged } from './last-changed.tsx';
import { LEVELS } from './words.ts';

interface WorkspaceSwitchProps {
  readonly autonomy: Autonomy;
  readonly mayChange: boolean;
  readonly onChange: (change: Change) => void;
}

export function WorkspaceSwitch({ autonomy, mayChange, onChange }: WorkspaceSwitchProps) {
  const name = useId();
  return (
    <Section title="Everywhere" lead="The most that it may do. A topic may allow less, never more.">
      <fieldset className="grid gap-2 sm:grid-cols-2" disabled={!mayChange}>
        <legend className="sr-only">Autonomy of the workspace</legend>
        {LEVELS.map((level) => (
          <label
            key={level.id}
            className="flex gap-3 rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name={name}
              checked={autonomy.autonomy === level.id}
              onChange={() => onChange(changeOfWorkspace(autonomy, level.id))}
              className="mt-0.5 size-4 shrink-0 accent-(--accent-solid)"
            />
            <span>
              <span className="block text-sm font-medium">{level.label}</span>
              <span className="block text-xs text-muted">{level.text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <LastChanged change={autonomy.last_change.autonomy} />
    </Section>
  );
}
