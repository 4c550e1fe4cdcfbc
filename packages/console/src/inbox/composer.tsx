import type { ConversationStatus } from '@understudy/contract';
import { Send } from 'lucide-react';
import { type Dispatch, type SetStateAction, useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { AttachButton, AttachedFiles, takesFiles, useUploads } from './attach.tsx';
import { type Compose, isEmpty } from './compose.ts';

const MAX_LENGTH = 20_000;
const HINT: Record<ConversationStatus, string> = {
  ai: 'Replying takes the conversation over from the AI agent.',
  waiting: '',
  human: '',
  resolved: 'This conversation is resolved.',
};

interface ComposerProps {
  /** Every change of it above 0 moves the focus here. */
  readonly writeWishes: number;
  readonly conversationId: string;
  readonly compose: Compose;
  readonly status: ConversationStatus;
  readonly onChange: Dispatch<SetStateAction<Compose>>;
  readonly onSend: () => void;
}

export function Composer({ writeWishes, conversationId, compose, status, onChange, onSend }: ComposerProps) {
  const note = compose.kind === 'note';
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writeWishes > 0) input.current?.focus();
  }, [writeWishes]);
  const { attachments } = compose;
  const { uploading, choose } = useUploads(conversationId, attachments.length, (attachment) =>
    onChange((now) => ({ ...now, attachments: [...now.attachments, attachment] })),
  );
  const mayLeave = !isEmpty(compose) && uploading.length === 0;
  const send = () => mayLeave && onSend();
  const hint = note
    ? 'Only your team sees notes.'
    : compose.decision_id
      ? 'You are editing the draft of the AI agent.'
      : HINT[status];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      {...takesFiles(choose)}
      className={`rounded-xl border focus-within:border-accent ${note ? 'border-note-line bg-note' : 'border-line-strong bg-raised'}`}
    >
      <div role="group" aria-label="Kind of message" className="flex gap-1 px-2 pt-2">
        {(['message', 'note'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={compose.kind === kind}
            onClick={() => onChange({ ...compose, kind })}
            className="h-7 rounded-md px-2.5 text-xs font-medium text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
          >
            {kind === 'message' ? 'Reply' : 'Note'}
          </button>
        ))}
      </div>
      <textarea
        ref={input}
        aria-label={note ? 'Note' : 'Reply'}
        placeholder={note ? 'A note for your team' : 'Write a reply'}
        maxLength={MAX_LENGTH}
        rows={2}
        value={compose.text}
        onChange={(event) =>
          onChange({
            ...compose,
            text: event.target.value,
            decision_id: event.target.value === '' ? null : compose.decision_id,
          })
        }
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            send();
          }
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className="block field-sizing-content max-h-60 min-h-14 w-full resize-none bg-transparent px-3.5 py-2 outline-none"
      />
      <AttachedFiles
        attached={attachments}
        uploading={uploading}
        onRemove={(id) => onChange({ ...compose, attachments: attachments.filter((file) => file.id !== id) })}
      />
      <div className="flex items-center gap-1 px-2 pb-2">
        <AttachButton choose={choose} />
        <p className="min-w-0 flex-1 px-1.5 text-xs text-muted">{hint}</p>
        <Button type="submit" kind="primary" disabled={!mayLeave} title="Ctrl Enter">
          <Send className="size-3.5" aria-hidden />
          {note ? 'Save note' : 'Send'}
        </Button>
      </div>
    </form>
  );
}
