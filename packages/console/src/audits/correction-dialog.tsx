/** What would have been right: a resolution that is known, found by its words, or the person's own words. */
import type { Correction, Verdict } from '@understudy/contract';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice } from '../ui/field.tsx';
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
        <div>
          <label htmlFor="correction-text" className="mb-1 block text-sm font-medium">
            Or write it
          </label>
          <textarea
            id="correction-text"
            rows={4}
            maxLength={20_000}
            value={text}
            disabled={chosen !== null}
            placeholder="The next customer who asks this gets your words as a draft."
            onChange={(event) => setText(event.target.value)}
            className="field"
          />
          {text.trim() !== '' && !isLongEnough && (
            <p className="mt-1 text-xs text-muted">A whole sentence, please.</p>
          )}
        </div>
        <Choice
          label="The answer was"
          value={verdict}
          onChange={(event) => setVerdict(event.target.value as Verdict)}
        >
          <option value="wrong">Wrong</option>
          <option value="harmless">Wrong but harmless</option>
        </Choice>
        <div className="flex justify-end gap-2">
          <Button size="medium" onClick={onClose}>
            Cancel
          </Button>
          <Button size="medium" kind="primary" type="submit" disabled={correction === null}>
            Correct
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
