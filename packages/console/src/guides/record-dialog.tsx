/** Opens the product with the recorder: a person clicks through it, and what they did waits in Review. */
import { useRef, useState } from 'react';
import { buttonClass } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormButtons } from '../ui/form-buttons.tsx';
import { startRecording } from './change.ts';

interface RecordDialogProps {
  readonly resolution_id: string;
  readonly onClose: () => void;
}

export function RecordDialog({ resolution_id, onClose }: RecordDialogProps) {
  const [page, setPage] = useState('');
  const [ready, setReady] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const ask = async () => {
    setAsking(true);
    setReady(await startRecording(resolution_id, page.trim()));
    setAsking(false);
  };
  return (
    <Dialog title="Record a guide" onClose={onClose} first={first}>
      {ready === null ? (
        <form
          className="flex flex-col gap-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <p className="text-sm text-muted">
            The product opens with a recorder. Click through it as a customer would: what you click becomes
            the steps. What you type is never recorded.
          </p>
          <Field
            label="Page of the product to begin on"
            hint="One with the widget on it, such as https://app.example.com/billing."
            type="url"
            required
            maxLength={2000}
            value={page}
            ref={first}
            onChange={(event) => setPage(event.target.value)}
          />
          <FormButtons onCancel={onClose} disabled={page.trim() === '' || isAsking}>
            Go on
          </FormButtons>
        </form>
      ) : (
        <div className="flex flex-col gap-4 p-4">
          <p className="text-sm">
            Ready. The recording is yours for 30 minutes, and can be handed in once. When you finish it there,
            the guide waits in Review.
          </p>
          {/* A link, not a window that opens by itself: browsers would hold that back. */}
          <a
            ref={(link) => link?.focus()}
            href={ready}
            target="_blank"
            rel="noopener noreferrer"
            className={`${buttonClass('primary')} self-end`}
            onClick={() => setTimeout(onClose)}
          >
            Open the page and record
          </a>
        </div>
      )}
    </Dialog>
  );
}
