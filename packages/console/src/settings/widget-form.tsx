import type { Settings } from '@understudy/contract';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Choice, Field, TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { contrast } from './contrast.ts';
import { parseOrigins } from './origins.ts';
import { useSave } from './use-save.ts';

const READABLE = 4.5;

export function WidgetForm({ settings }: { settings: Settings }) {
  const [widget, setWidget] = useState(settings.widget);
  const [originText, setOriginText] = useState(settings.widget.origins.join('\n'));
  const save = useSave();
  const { origins, wrong } = parseOrigins(originText);
  const set = (part: Partial<Settings['widget']>) => setWidget({ ...widget, ...part });
  return (
    <Section title="Widget" lead="What visitors see on your pages.">
      <form
        className="flex max-w-lg flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ widget: { ...widget, origins: [...origins] } });
        }}
      >
        <Field
          label="Greeting"
          value={widget.greeting}
          maxLength={500}
          onChange={(event) => set({ greeting: event.target.value })}
        />
        <Field
          label="Reply expectation"
          value={widget.reply_expectation}
          maxLength={200}
          hint="Shown once a person was asked for, such as “We usually reply within two hours”."
          onChange={(event) => set({ reply_expectation: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <ColorField color={widget.color} onChange={(color) => set({ color })} />
          <Choice
            label="Position"
            value={widget.position}
            onChange={(event) => set({ position: event.target.value === 'left' ? 'left' : 'right' })}
          >
            <option value="right">Right</option>
            <option value="left">Left</option>
          </Choice>
        </div>
        <TextField
          label="Allowed origins"
          rows={3}
          className="field font-mono text-xs"
          placeholder="https://www.example.com"
          value={originText}
          onChange={(event) => setOriginText(event.target.value)}
          hint="One per line. Empty means that any page may embed the widget."
          error={
            wrong.length > 0 ? `Not an address with https:// or http://: ${wrong.join(', ')}` : undefined
          }
        />
        <div>
          <Button type="submit" kind="primary" size="medium" disabled={save.isPending || wrong.length > 0}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}

function ColorField({ color, onChange }: { color: string; onChange: (color: string) => void }) {
  const id = useId();
  const ratio = contrast(color, '#ffffff');
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        Colour
      </label>
      <div className="flex items-center gap-3">
        <input
          id={id}
          type="color"
          value={color}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-14 rounded-lg border border-line-strong bg-surface p-1"
        />
        <code className="font-mono text-xs">{color}</code>
      </div>
      <p className={`figures mt-1 text-xs ${ratio < READABLE ? 'text-warn' : 'text-muted'}`}>
        {ratio < READABLE
          ? `White text is hard to read on it (${ratio.toFixed(1)} : 1, better 4.5).`
          : `White text reads well on it (${ratio.toFixed(1)} : 1).`}
      </p>
    </div>
  );
}
