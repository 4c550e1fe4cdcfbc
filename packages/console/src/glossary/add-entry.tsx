import type { GlossaryEntry } from '@understudy/contract';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { formText } from '../ui/form-text.ts';
import type { useGlossary } from './use-glossary.ts';

interface AddEntryProps {
  readonly entries: readonly GlossaryEntry[];
  readonly onChange: ReturnType<typeof useGlossary>['change'];
}

/** A word that nobody proposed. One that is known already gets the new meaning. */
export function AddEntry({ entries, onChange }: AddEntryProps) {
  const add = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const term = formText(data, 'term').trim().toLowerCase();
    const meaning = formText(data, 'meaning').trim();
    const earlier = entries.find((entry) => entry.term === term) ?? null;
    const isTaken = await onChange(
      { term, meaning, state: 'on' },
      `“${term}” now means “${meaning}”.`,
      earlier,
    );
    if (isTaken) form.reset();
  };
  return (
    <form
      className="mt-4 grid items-end gap-3 border-t border-line pt-4 sm:grid-cols-[1fr_1fr_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        void add(event.currentTarget);
      }}
    >
      <Field
        label="Customers say"
        name="term"
        required
        minLength={2}
        maxLength={40}
        pattern="\s*[\p{L}\p{N}][\p{L}\p{N}\p{M}]+\s*"
        title="One word, without spaces"
        autoComplete="off"
      />
      <Field label="We call it" name="meaning" required maxLength={80} autoComplete="off" />
      <Button type="submit" size="medium" className="mb-1">
        Add the word
      </Button>
    </form>
  );
}
