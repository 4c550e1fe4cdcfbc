/** An answer of their own for the chosen exemplars of a resolution. */
import type { ResolutionDetail } from '@understudy/contract';
import { useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field, TextField } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { plural } from '../ui/format.ts';
import { change } from './change-knowledge.ts';

interface SplitDialogProps {
  readonly resolution: ResolutionDetail;
  readonly exemplars: readonly string[];
  readonly onClose: () => void;
  readonly onSplit: () => void;
}

export function SplitDialog({ resolution, exemplars, onClose, onSplit }: SplitDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState('');
  const [text, setText] = useState(resolution.text);
  const [isSending, setSending] = useState(false);
  const isWhole = title.trim() !== '' && text.trim() !== '' && text.trim() !== resolution.text.trim();
  const send = async () => {
    setSending(true);
    const body = { exemplars: [...exemplars], title: title.trim(), text: text.trim() };
    const work = call('splitResolution', { params: { id: resolution.id }, body });
    const isDone = await change(work, `“${title.trim()}” is a resolution of its own.`);
    setSending(false);
    if (!isDone) return;
    onClose();
    onSplit();
  };
  return (
    <Dialog title={`Split off ${plural(exemplars.length, 'exemplar')}`} onClose={onClose} first={first}>
      <form
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) void send();
        }}
      >
        <Field
          label="Title"
          value={title}
          maxLength={300}
          ref={first}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label="Their own answer"
          hint="Begins as the text that they share now; it has to differ from it."
          className="field h-48! py-2"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FormButtons onCancel={onClose} disabled={!isWhole || isSending}>
          Split off
        </FormButtons>
      </form>
    </Dialog>
  );
}
