import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Result } from '@understudy/contract';
import { FileUp, Inbox, Sparkles } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { call, upload } from '../api/client.ts';
import { keys, queryClient } from '../api/queries.ts';
import { ProgressBar } from '../learning/progress-bar.tsx';
import { CopyCode } from '../ui/copy-code.tsx';
import { percent } from '../ui/format.ts';
import { CardPage } from './card-page.tsx';
import { csvToTickets } from './csv.ts';

/** A larger CSV belongs to the command line, which streams it. */
const MAX_CSV_BYTES = 100 * 1024 * 1024;
const show = (job: Result<'startImport'>) =>
  queryClient.setQueryData(keys.imports, { items: [job], next_cursor: null });

export function SourceStep({ failed }: { failed: string | null }) {
  const [sent, setSent] = useState(0);
  const sample = useMutation({ mutationFn: () => call('startSampleImport', {}), onSuccess: show });
  const file = useMutation({
    mutationFn: async (chosen: File) => {
      setSent(0);
      return upload(await tickets(chosen), chosen.name, setSent);
    },
    onSuccess: show,
  });
  const busy = sample.isPending || file.isPending;
  const error = sample.error?.message ?? file.error?.message ?? failed;
  return (
    <CardPage
      wide
      title="What should it learn from?"
      lead="It replays past conversations in order, and shows what it would have known at each."
    >
      <div className="flex flex-col gap-3">
        {error && (
          <p role="alert" className="rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad">
            {error}
          </p>
        )}
        <button
          type="button"
          disabled={busy}
          onClick={() => sample.mutate()}
          className="card flex items-center gap-4 p-4 text-left hover:border-accent disabled:opacity-60"
        >
          <Sparkles className="size-5 shrink-0 text-accent" aria-hidden />
          <span>
            <span className="block font-medium">Load the sample desk</span>
            <span className="block text-sm text-muted">
              A ready-made support desk, to see learning at work within a minute.
            </span>
          </span>
        </button>
        <DropZone disabled={busy} onFile={(chosen) => file.mutate(chosen)} />
        {file.isPending && (
          <div className="card p-4">
            <p className="figures mb-2 text-sm text-muted">Sending · {percent(sent)}</p>
            <ProgressBar label="Upload" done={sent} total={1} />
          </div>
        )}
        <Link
          to="/inbox/{-$view}/{-$id}"
          params={{}}
          className="card flex items-center gap-4 p-4 hover:border-accent"
        >
          <Inbox className="size-5 shrink-0 text-accent" aria-hidden />
          <span>
            <span className="block font-medium">Start empty</span>
            <span className="block text-sm text-muted">
              It learns from the first conversation that your team resolves.
            </span>
          </span>
        </Link>
      </div>
    </CardPage>
  );
}

async function tickets(file: File): Promise<Blob> {
  if (!/\.csv$/i.test(file.name)) return file;
  if (file.size > MAX_CSV_BYTES)
    throw new Error('This CSV is larger than 100 MB: import it with the command below.');
  return new Blob([csvToTickets(await file.text())], { type: 'application/x-ndjson' });
}

function DropZone({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`card p-4 ${over ? 'border-accent bg-accent-soft' : ''}`}
    >
      <label htmlFor={id} className="flex cursor-pointer items-center gap-4">
        <FileUp className="size-5 shrink-0 text-accent" aria-hidden />
        <span>
          <span className="block font-medium">Import a file</span>
          <span className="block text-sm text-muted">
            Drop it here or choose it: NDJSON, plain or .gz, or CSV with a question and an answer column.
          </span>
        </span>
      </label>
      <input
        id={id}
        type="file"
        accept=".ndjson,.jsonl,.csv,.gz"
        disabled={disabled}
        onChange={(event) => take(event.target.files)}
        className="mt-3 block w-full text-sm text-muted file:mr-3 file:h-8 file:rounded-lg file:border file:border-line-strong file:bg-raised file:px-3 file:text-ink"
      />
      <p className="mt-3 mb-1.5 text-xs text-muted">Or from the command line:</p>
      <CopyCode code="understudy import tickets.ndjson.gz" label="the command" />
    </div>
  );
}
