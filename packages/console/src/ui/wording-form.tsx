/** A title and a text, written or put right: Ctrl Enter saves, Esc leaves. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Field, TextField } from './field.tsx';
import { FormButtons } from './form-buttons.tsx';

export interface Wording {
  readonly title: string;
  readonly text: string;
}

interface WordingFormProps {
  readonly label: string;
  readonly textLabel: string;
  readonly saveLabel: string;
  readonly wording: Wording;
  /** How the text has to be written, where it has a form. */
  readonly hint?: string | undefined;
  readonly first: 'title' | 'text';
  readonly className: string;
  readonly textClass: string;
  /** What stands above the title. */
  readonly children?: ReactNode;
  /** Called with words on both lines, and not again before it is done. */
  readonly onSave: (wording: Wording) => unknown;
  readonly onLeave: () => void;
}

export function WordingForm(props: WordingFormProps) {
  const { wording, first, onSave, onLeave } = props;
  const [title, setTitle] = useState(wording.title);
  const [text, setText] = useState(wording.text);
  const [isSaving, setSaving] = useState(false);
  const titleInput = useRef<HTMLInputElement>(null);
  const textInput = useRef<HTMLTextAreaElement>(null);
  useEffect(() => (first === 'title' ? titleInput : textInput).current?.focus(), [first]);
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
      aria-label={props.label}
      className={`flex flex-col gap-3 ${props.className}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {props.children}
      <Field
        label="Title"
        value={title}
        maxLength={300}
        ref={titleInput}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <TextField
        label={props.textLabel}
        hint={props.hint}
        ref={textInput}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={`field field-sizing-content ${props.textClass}`}
      />
      <FormButtons onCancel={onLeave} disabled={!isWhole || isSaving} keys>
        {props.saveLabel}
      </FormButtons>
    </form>
  );
}
