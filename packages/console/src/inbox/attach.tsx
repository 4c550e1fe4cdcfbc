/** Files for the reply that is being written: chosen, dropped or pasted, uploaded at once. */
import type { Attachment } from '@understudy/contract';
import { Paperclip, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { attach } from '../api/client.ts';
import { complain } from '../app/toasts.ts';
import { IconButton } from '../ui/button.tsx';
import { bytes } from '../ui/format.ts';

const ACCEPTED = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.csv,.log,.json';
const MAX_FILES = 5;

export interface Uploads {
  /** Names of what is on its way. */
  readonly uploading: readonly string[];
  readonly choose: (files: Iterable<File>) => void;
}

/** `onDone` gets each file once the server has it. */
export function useUploads(
  conversationId: string,
  attached: number,
  onDone: (attachment: Attachment) => void,
): Uploads {
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const upload = async (file: File) => {
    setUploading((names) => [...names, file.name]);
    try {
      onDone(await attach(conversationId, file));
    } catch (error) {
      complain(error);
    }
    setUploading((names) => names.toSpliced(names.indexOf(file.name), 1));
  };
  const choose = (files: Iterable<File>) => {
    const chosen = [...files];
    const room = MAX_FILES - attached - uploading.length;
    if (chosen.length > room) complain(new Error(`At most ${MAX_FILES} files a message.`));
    for (const file of chosen.slice(0, Math.max(room, 0))) void upload(file);
  };
  return { uploading, choose };
}

export function AttachButton({ choose }: Pick<Uploads, 'choose'>) {
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
          choose(currentTarget.files ?? []);
          currentTarget.value = ''; // so that the same file can be chosen again
        }}
      />
      <IconButton label="Attach files" onClick={() => input.current?.click()}>
        <Paperclip className="size-4" aria-hidden />
      </IconButton>
    </>
  );
}

/** Listeners of what files can be dropped on and pasted into. */
export const takesFiles = (choose: Uploads['choose']) => ({
  onDragOver: (event: React.DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  },
  onDrop: (event: React.DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    choose(event.dataTransfer.files);
  },
  onPaste: (event: React.ClipboardEvent) => {
    const { files, types } = event.clipboardData;
    // A spreadsheet pastes its text and a picture of it: the text is meant.
    if (files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    choose(files);
  },
});

export function AttachedFiles({
  attached,
  uploading,
  onRemove,
}: {
  attached: readonly Attachment[];
  uploading: readonly string[];
  onRemove: (id: string) => void;
}) {
  if (attached.length === 0 && uploading.length === 0) return null;
  const box =
    'flex max-w-full items-center gap-1.5 rounded-lg border border-line-strong bg-raised py-0.5 pl-2.5 text-xs';
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-1.5 px-3 pb-2">
      {attached.map(({ id, name, size }) => (
        <li key={id} className={box}>
          <span className="max-w-52 truncate">{name}</span>
          <span className="figures text-muted">{bytes(size)}</span>
          <IconButton label={`Remove ${name}`} className="size-7" onClick={() => onRemove(id)}>
            <X className="size-3.5" aria-hidden />
          </IconButton>
        </li>
      ))}
      {uploading.map((name, index) => (
        <li key={`${name} ${index}`} role="status" className={`${box} py-1.5 pr-2.5 text-muted`}>
          Uploading <span className="max-w-52 truncate">{name}</span>
        </li>
      ))}
    </ul>
  );
}
