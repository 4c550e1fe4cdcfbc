import type { Settings, StakesClass, StakesRule } from '@understudy/contract';
import { useId, useState } from 'react';
import { Section } from '../ui/page.tsx';
import { parsePhrases } from './phrases.ts';
import { SaveButton } from './save-button.tsx';
import { STAKES_WORDS } from './stakes-words.ts';
import { TryStakes } from './try-stakes.tsx';
import { useSave } from './use-save.ts';

type Draft = Omit<StakesRule, 'phrases'> & { readonly written: string };

/** What the AI agent never answers alone, and the words that tell it. */
export function StakesForm({ settings }: { settings: Settings }) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    settings.high_stakes.map(({ phrases, ...rule }) => ({ ...rule, written: phrases.join('\n') })),
  );
  const save = useSave(drafts);
  const set = (name: StakesClass, part: Partial<Draft>) =>
    setDrafts(drafts.map((draft) => (draft.class === name ? { ...draft, ...part } : draft)));
  const rules = drafts.map(({ written, ...rule }) => ({
    ...rule,
    phrases: [...parsePhrases(written).phrases],
  }));
  const isWrong = drafts.some(({ written }) => parsePhrases(written).problem !== null);
  return (
    <Section
      id="stakes"
      title="Always a person"
      lead="What the AI agent never answers alone, however sure it is. These rules only ever hold back."
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save.send({ high_stakes: rules });
        }}
      >
        <ul className="divide-y divide-line">
          {drafts.map((draft) => (
            <RuleRow key={draft.class} draft={draft} onChange={(part) => set(draft.class, part)} />
          ))}
        </ul>
        <TryStakes rules={rules} labelOf={(name) => STAKES_WORDS[name].label} disabled={isWrong} />
        <div>
          <SaveButton save={save} isWrong={isWrong} />
        </div>
      </form>
    </Section>
  );
}

function RuleRow({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { label, text } = STAKES_WORDS[draft.class];
  const { phrases, problem } = parsePhrases(draft.written);
  const id = useId();
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex min-w-56 flex-1 items-start gap-3">
          <input
            type="checkbox"
            checked={draft.on}
            onChange={(event) => onChange({ on: event.target.checked })}
            className="mt-0.5 size-4 shrink-0 accent-(--accent-solid)"
          />
          <span>
            <span className="block text-sm font-medium">{label}</span>
            <span className="block text-xs text-muted">{text}</span>
          </span>
        </label>
        <select
          aria-label={`${label}: what happens`}
          className="field w-auto"
          value={draft.handling}
          disabled={!draft.on}
          onChange={(event) => onChange({ handling: event.target.value === 'human' ? 'human' : 'draft' })}
        >
          <option value="human">A person answers</option>
          <option value="draft">A person sends a draft</option>
        </select>
      </div>
      <details className="mt-2 ml-7">
        <summary className="cursor-pointer text-xs text-muted">
          {label}: {phrases.length} {phrases.length === 1 ? 'phrase' : 'phrases'}
        </summary>
        <textarea
          id={id}
          aria-label={`${label}: phrases`}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null || undefined}
          rows={6}
          className="field mt-2 font-mono text-xs"
          value={draft.written}
          onChange={(event) => onChange({ written: event.target.value })}
        />
        <p id={`${id}-hint`} className={`mt-1 text-xs ${problem === null ? 'text-muted' : 'text-bad'}`}>
          {problem ?? hintFor(draft.class)}
        </p>
      </details>
    </li>
  );
}

const hintFor = (name: StakesClass): string =>
  name === 'vip'
    ? 'One per line, as they stand around a question: plan:enterprise, account:cus_42.'
    : 'One per line. A star in a word stands for any letters (refund*), alone for up to three words (cancel * plan).';
