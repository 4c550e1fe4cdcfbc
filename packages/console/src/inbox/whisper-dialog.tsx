import type { Resolution, WhisperedReply } from '@understudy/contract';
import { useState } from 'react';
import { KnownAnswers } from '../audits/known-answers.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';

const MAX_LENGTH = 20_000;
const isOut = ({ stage }: Resolution) => stage === 'suggest' || stage === 'auto';

interface WhisperDialogProps {
  /** A customer waits for a reply: the whisper is said at once. */
  readonly isAwaited: boolean;
  readonly onClose: () => void;
  /** Where it is refused, the dialog stays with what was written. */
  readonly onWhisper: (say: WhisperedReply, isLesson: boolean) => Promise<void>;
}

/** What the AI agent is to say next: a known answer, or the person's own words. */
export function WhisperDialog({ isAwaited, onClose, onWhisper }: WhisperDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isLesson, setIsLesson] = useState(false);
  const [isSending, setSending] = useState(false);
  const words = text.trim();
  const say = chosen ? { resolution_id: chosen } : words === '' ? null : { text: words };
  const submit = async () => {
    if (say === null || isSending) return;
    setSending(true);
    await onWhisper(say, isLesson);
    setSending(false);
  };
  return (
    <Dialog title="Whisper to the AI agent" onClose={onClose}>
      <form
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="text-sm text-muted">
          {isAwaited
            ? 'The customer waits: the AI agent says this at once, and keeps the conversation.'
            : 'The AI agent says this when the customer writes next, and keeps the conversation.'}
        </p>
        <KnownAnswers isOffered={isOut} chosen={chosen} onChoose={setChosen} />
        <TextField
          label="Or write what it says"
          rows={3}
          maxLength={MAX_LENGTH}
          value={text}
          disabled={chosen !== null}
          placeholder="The customer reads these words."
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            void submit();
          }}
        />
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-1 accent-(--accent-solid)"
            checked={isLesson}
            onChange={(event) => setIsLesson(event.target.checked)}
          />
          <span>
            Save it as a lesson
            <span className="block text-xs text-muted">
              The next customer who asks the same gets it as a draft.
            </span>
          </span>
        </label>
        <FormButtons onCancel={onClose} disabled={say === null || isSending}>
          Whisper
        </FormButtons>
      </form>
    </Dialog>
  );
}
