/** Title and lines of a workflow, for a new one and for one that gets another text. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Words } from './change.ts';
import { HOW_TO_WRITE } from './words.ts';

interface WorkflowFormProps {
  readonly label: string;
  readonly words: Words;
  /** What stands above the title. */
  readonly children?: ReactNode;
  readonly onSave: (words: Words) => Promise<unknown>;
  readonly onLeave: () => void;
}

export function WorkflowForm({ label, words, children, onSave, onLeave }: WorkflowFormProps) {
  const [title, setTitle] = useState(words.title);
  const [text, setText] = useState(words.text);
  const [isSaving, setSaving] = useState(false);
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isWhole = title.trim() !== '' && text.trim() !== '';
  const save = async () => {
    if (!isWhole || isSaving) return;
    setSaving(true);
    await onSave({ title: title.trim(), text: text.trim() });
    setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save();
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <form
      aria-label={label}
      className="card flex flex-col gap-3 p-4 md:p-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {children}
      <Field
        label="Title"
        value={title}
        maxLength={300}
        ref={first}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          Steps
        </label>
        <textarea
          id={id}
          rows={8}
          maxLength={20_000}
          value={text}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field field-sizing-content min-h-48"
        />
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {HOW_TO_WRITE}
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="medium" onClick={onLeave}>
          Cancel{' '}
          <kbd aria-hidden className="kbd max-md:hidden">
            Esc
          </kbd>
        </Button>
        <Button size="medium" kind="primary" type="submit" disabled={!isWhole || isSaving}>
          Save
          <kbd aria-hidden className="text-[11px] max-md:hidden">
            Ctrl Enter
          </kbd>
        </Button>
      </div>
    </form>
  );
}
