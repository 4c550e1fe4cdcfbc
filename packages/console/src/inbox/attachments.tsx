/** Files of a message: pictures small, with a dialog that shows the whole of them; all else to save. */
import type { Attachment } from '@understudy/contract';
import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import { attachmentUrl } from '../api/client.ts';
import { buttonClass } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { bytes } from '../ui/format.ts';

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const [shown, setShown] = useState<Attachment | null>(null);
  if (attachments.length === 0) return null;
  return (
    <>
      <ul aria-label="Attachments" className="mt-1.5 flex flex-wrap gap-2 first:mt-0">
        {attachments.map((attachment) => (
          <li key={attachment.id} className="max-w-full">
            {attachment.type.startsWith('image/') ? (
              <Thumbnail attachment={attachment} onShow={() => setShown(attachment)} />
            ) : (
              <FileLink attachment={attachment} />
            )}
          </li>
        ))}
      </ul>
      {shown && (
        <Dialog title={shown.name} onClose={() => setShown(null)} wide>
          <div className="min-h-0 overflow-auto bg-sunken p-3">
            <img
              src={attachmentUrl(shown.id)}
              alt={shown.name}
              className="mx-auto max-h-[74vh] max-w-full rounded-lg object-contain"
            />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <a href={attachmentUrl(shown.id)} download={shown.name} className={buttonClass()}>
              <Download className="size-3.5" aria-hidden />
              Save
            </a>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Thumbnail({ attachment, onShow }: { attachment: Attachment; onShow: () => void }) {
  const [gone, setGone] = useState(false);
  if (gone) return <FileLink attachment={attachment} />;
  return (
    <button
      type="button"
      onClick={onShow}
      className="block overflow-hidden rounded-lg border border-line-strong bg-sunken"
    >
      <img
        src={attachmentUrl(attachment.id)}
        alt={`Show ${attachment.name}`}
        onError={() => setGone(true)}
        // As high before it is there as afterwards, so that the newest message stays in sight.
        className="h-36 max-w-full min-w-16 object-scale-down"
      />
    </button>
  );
}

function FileLink({ attachment: { id, name, size } }: { attachment: Attachment }) {
  return (
    <a
      href={attachmentUrl(id)}
      download={name}
      className="flex max-w-full items-center gap-2 rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-xs hover:bg-hover"
    >
      <FileText className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="truncate">{name}</span>
      <span className="figures shrink-0 text-muted">{bytes(size)}</span>
    </a>
  );
}
