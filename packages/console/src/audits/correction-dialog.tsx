/** What would have been right: a resolution that is known, found by its words, or the person's own words. */
import type { Correction, Verdict } from '@understudy/contract';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, TextField } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { KnownAnswers } from './known-answers.tsx';

/** As the contract has it. */
const MIN_LENGTH = 20;

interface CorrectionDialogProps {
  /** What was answered, and therefore is no correction. */
  readonly answeredId: string | undefined;
  readonly onClose: () => void;
  readonly onCorrect: (verdict: Verdict, correction: Correction) => void;
}

export function CorrectionDialog({ answeredId, onClose, onCorrect }: CorrectionDialogProps) {
  const [verdict, setVerdict] = useState<Verdict>('wrong');
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const isLongEnough = text.trim().length >= MIN_LENGTH;
  const correction = chosen ? { resolution_id: chosen } : isLongEnough ? { text: text.trim() } : null;
  return (
    <Dialog title="What would have been right?" onClose={onClose}>
      <form
        className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (correction) onCorrect(verdict, correction);
        }}
      >
        <KnownAnswers isOffered={({ id }) => id !== answeredId} chosen={chosen} onChoose={setChosen} />
        <TextField
          label="Or write it"
          rows={4}
          maxLength={20_000}
          value={text}
          disabled={chosen !== null}
          placeholder="The next customer who asks this gets your words as a draft."
          onChange={(event) => setText(event.target.value)}
          hint={text.trim() !== '' && !isLongEnough ? 'A whole sentence, please.' : undefined}
        />
        <Choice
          label="The answer was"
          value={verdict}
          onChange={(event) => setVerdict(event.target.value as Verdict)}
        >
          <option value="wrong">Wrong</option>
          <option value="harmless">Wrong but harmless</option>
        </Choice>
        <FormButtons onCancel={onClose} disabled={correction === null}>
          Correct
        </FormButtons>
      </form>
    </Dialog>
  );
}
