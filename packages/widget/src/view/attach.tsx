/** Choosing files: a button, dropping, pasting. What shows them is fetched with the first one. */
import { signal } from '@preact/signals-core';
import { useRef } from 'preact/hooks';
import type { Message } from '@understudy/contract';
import { ACCEPTED, type ChosenFile, type Files } from '../chat/files.ts';
import { t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

interface FilesProps {
  readonly files: Files;
}

export function AttachButton({ files }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          files.choose(currentTarget.files ?? []);
          currentTarget.value = ''; // so that the same file can be chosen again
        }}
      />
      <button type="button" class="icon" aria-label={t('attach')} onClick={() => input.current?.click()}>
        <Icon name="clip" />
      </button>
    </>
  );
}

const hasFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes('Files') ?? false;

/** Listeners of what files can be dropped on and pasted into. */
export const takesFiles = (files: Files) => ({
  onDragOver: (event: DragEvent) => {
    if (hasFiles(event.dataTransfer)) event.preventDefault();
  },
  onDrop: (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    files.choose(event.dataTransfer.files);
  },
  onPaste: (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.files;
    // A spreadsheet pastes its text and a picture of it: the text is meant.
    if (!pasted?.length || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    files.choose(pasted);
  },
});

type Parts = Pick<typeof import('./files.tsx'), 'ChosenList' | 'PendingList' | 'SentList'>;
const shown = signal<Parts | null>(null);
let isFetching = false;

function fetched() {
  if (shown.value === null && !isFetching) {
    isFetching = true;
    import('./files.tsx')
      .then(({ ChosenList, PendingList, SentList }) => (shown.value = { ChosenList, PendingList, SentList }))
      .catch(() => undefined)
      .finally(() => (isFetching = false));
  }
  return shown.value;
}

export function ChosenFiles({ files }: FilesProps) {
  const isNeeded = files.chosen.value.length > 0 || files.problem.value !== null;
  const parts = isNeeded ? fetched() : null;
  return parts && <parts.ChosenList files={files} />;
}

export function MessageFiles({ files, message }: FilesProps & { readonly message: Message }) {
  const parts = message.attachments.length > 0 ? fetched() : null;
  return parts && <parts.SentList files={files} attachments={message.attachments} />;
}

/** `waits`: until there is a connection again. */
export function PendingFiles(
  props: FilesProps & { readonly of: readonly ChosenFile[]; readonly waits: boolean },
) {
  const parts = props.of.length > 0 ? fetched() : null;
  return parts && <parts.PendingList {...props} />;
}
