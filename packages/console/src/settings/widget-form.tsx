import type { Settings } from '@understudy/contract';
import { useId, useState } from 'react';
import { Choice, Field, TextField } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { contrast } from './contrast.ts';
import { OfficeHoursFields } from './office-hours-fields.tsx';
import { readHours, typeHours } from './office-hours.ts';
import { parseOrigins } from './origins.ts';
import { SaveButton } from './save-button.tsx';
import { parseQuestions } from './suggested-questions.ts';
import { useSave } from './use-save.ts';

const READABLE = 4.5;
const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function WidgetForm({ settings }: { settings: Settings }) {
  const [widget, setWidget] = useState(settings.widget);
  const [originText, setOriginText] = useState(settings.widget.origins.join('\n'));
  const [questionText, setQuestionText] = useState(settings.widget.suggested_questions.join('\n'));
  const [tellsHours, setTellsHours] = useState(settings.widget.hours !== null);
  const [typed, setTyped] = useState(() => typeHours(settings.widget.hours, OWN_ZONE));
  const save = useSave([widget, originText, questionText, tellsHours && typed]);
  const { questions, problem } = parseQuestions(questionText);
  const read = readHours(typed);
  const isWrong = problem !== null || (tellsHours && read.hours === null);
  const { origins, wrong } = parseOrigins(originText);
  const set = (part: Partial<Settings['widget']>) => setWidget({ ...widget, ...part });
  return (
    <Section id="widget" title="Widget" lead="What visitors see on your pages.">
      <form
        className="flex max-w-lg flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const hours = tellsHours ? read.hours : null;
          // What other forms change of it stays as it is by now.
          const { page } = settings.widget;
          const changed = { origins: [...origins], suggested_questions: [...questions], hours, page };
          save.send({ widget: { ...widget, ...changed } });
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
          hint="Shown at the start and once a person was asked for, such as “We usually reply within two hours”."
          onChange={(event) => set({ reply_expectation: event.target.value })}
        />
        <TextField
          label="Suggested questions"
          rows={3}
          value={questionText}
          onChange={(event) => setQuestionText(event.target.value)}
          hint="One per line, at most six: visitors ask them with one click."
          error={problem ?? undefined}
        />
        <OfficeHoursFields
          told={tellsHours}
          typed={typed}
          read={read}
          onTell={setTellsHours}
          onType={setTyped}
        />
        <Choice
          label="Language"
          value={widget.language}
          hint="Of the widget’s own words. What you write here stays as you wrote it."
          onChange={(event) => set({ language: event.target.value as Settings['widget']['language'] })}
        >
          <option value="auto">As the page or the browser says</option>
          <option value="en">English</option>
          <option value="de">German</option>
          <option value="ar">Arabic</option>
        </Choice>
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
          <SaveButton save={save} isWrong={isWrong || wrong.length > 0} />
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
