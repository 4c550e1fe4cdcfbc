import { Link } from '@tanstack/react-router';
import type { Settings } from '@understudy/contract';
import { useId, useState } from 'react';
import { Field } from '../ui/field.tsx';
import { percent } from '../ui/format.ts';
import { Section } from '../ui/page.tsx';
import { SaveButton } from './save-button.tsx';
import { useSave } from './use-save.ts';

/** What is not a question of autonomy: that has a page of its own. */
export function AgentForm({ settings }: { settings: Settings }) {
  const [auditRate, setAuditRate] = useState(settings.audit_rate);
  const [draftFloor, setDraftFloor] = useState(settings.draft_floor);
  const [languages, setLanguages] = useState(settings.languages.join(', '));
  const draft = { audit_rate: auditRate, draft_floor: draftFloor, languages: codesOf(languages) };
  const save = useSave(draft);
  return (
    <Section
      id="ai-agent"
      title="AI agent"
      lead={
        <>
          How far it may go, and how wrong it may be, is set under{' '}
          <Link to="/autonomy" className="underline underline-offset-2">
            Autonomy
          </Link>
          .
        </>
      }
    >
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.send(draft);
        }}
      >
        <Slider
          label="Audit rate"
          value={auditRate}
          range={{ min: 0, max: 0.5, step: 0.01 }}
          words={
            auditRate === 0
              ? 'No answer is checked. Without audits a certificate cannot be renewed.'
              : `About ${oneIn(auditRate)} of the answers that it gives alone goes to a person for a check, chosen at random.`
          }
          onChange={setAuditRate}
        />
        <Slider
          label="Least confidence for a draft"
          value={draftFloor}
          range={{ min: 0, max: 0.9, step: 0.05 }}
          words="Below this it hands over without a draft. Higher means fewer drafts that miss."
          onChange={setDraftFloor}
        />
        <div className="max-w-lg">
          <Field
            label="Languages it may answer alone in"
            value={languages}
            onChange={(event) => setLanguages(event.target.value)}
            placeholder="en, de"
            hint="Codes of two letters, with commas between them. Empty means any."
          />
        </div>
        <div>
          <SaveButton save={save} />
        </div>
      </form>
    </Section>
  );
}

/** `en, DE ` → `en`, `de`. */
const codesOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
const oneIn = (share: number): string => `one in ${Math.round(1 / share)}`;

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  readonly words: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, range, words, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="max-w-lg">
      <div className="mb-1 flex items-baseline justify-between text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className="figures font-semibold">
          {percent(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        {...range}
        // A stored value beyond the slider stays possible.
        max={Math.max(range.max, value)}
        value={value}
        aria-valuetext={percent(value)}
        aria-describedby={`${id}-words`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="w-full accent-(--accent-solid)"
      />
      <p id={`${id}-words`} className="mt-1 text-xs text-muted">
        {words}
      </p>
    </div>
  );
}
