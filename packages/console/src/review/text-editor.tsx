/** The proposed text, put right by the reviewer before it is approved. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';

export interface Wording {
  readonly title: string;
  readonly text: string;
}

interface TextEditorProps {
  readonly wording: Wording;
  /** How the text has to be written, where it has a form. */
  readonly hint?: string | undefined;
  readonly onSave: (wording: Wording) => void;
  readonly onLeave: () => void;
}

export function TextEditor({ wording, hint, onSave, onLeave }: TextEditorProps) {
  const [title, setTitle] = useState(wording.title);
  const [text, setText] = useState(wording.text);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus(), []);
  const isWhole = title.trim() !== '' && text.trim() !== '';
  const save = () => {
    if (isWhole) onSave({ title: title.trim(), text: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <form
      aria-label="Edit the answer"
      className="flex flex-col gap-3 rounded-xl border border-accent bg-raised p-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label="Title"
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div>
        <label htmlFor="lesson-text" className="mb-1 block text-sm font-medium">
          Text
        </label>
        <textarea
          id="lesson-text"
          ref={input}
          rows={6}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          aria-describedby={hint && 'lesson-text-hint'}
          className="field field-sizing-content min-h-36"
        />
        {hint && (
          <p id="lesson-text-hint" className="mt-1 text-xs text-muted">
            {hint}
          </p>
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="medium" onClick={onLeave}>
          Cancel{' '}
          <kbd aria-hidden className="kbd max-md:hidden">
            Esc
          </kbd>
        </Button>
        <Button size="medium" kind="primary" type="submit" disabled={!isWhole}>
          Save and approve
          <kbd aria-hidden className="text-[11px] max-md:hidden">
            Ctrl Enter
          </kbd>
        </Button>
      </div>
    </form>
  );
}
