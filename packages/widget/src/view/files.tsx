/** Files as they are shown: chosen, on their way, and sent. */
import type { Attachment } from '@understudy/contract';
import { useEffect, useState } from 'preact/hooks';
import type { ChosenFile, Files, Upload } from '../chat/files.ts';
import { language, t } from '../text/strings.ts';
import { Icon } from './icons.tsx';

interface FilesProps {
  readonly files: Files;
}

/** `12 kB`, `3.4 MB`, as the language writes it. */
function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const maximumFractionDigits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language(), { style: 'unit', unit, maximumFractionDigits }).format(value);
}

function Picture({ src, alt }: { readonly src: string | null; readonly alt: string }) {
  const [failed, setFailed] = useState(false);
  // A page may forbid pictures from memory: then the icon stands for it.
  if (src === null || failed) return <Icon name="clip" size={16} />;
  return <img src={src} alt={alt} onError={() => setFailed(true)} />;
}

export function ChosenList({ files }: FilesProps) {
  const problem = files.problem.value;
  return (
    <>
      <ul class="chosen" aria-label={t('files')}>
        {files.chosen.value.map((file) => (
          <Chosen key={file.key} file={file} upload={files.uploads.value.get(file.key)} files={files} />
        ))}
      </ul>
      <p class="counter over" role="alert">
        {problem && t(problem.text, { name: problem.name })}
      </p>
    </>
  );
}

interface ChosenProps extends FilesProps {
  readonly file: ChosenFile;
  readonly upload: Upload | undefined;
}

function Chosen({ file: { key, name, size }, upload, files }: ChosenProps) {
  const failed = upload?.failure !== null;
  const percent = Math.round((upload?.share ?? 0) * 100);
  return (
    <li class="file">
      <Picture src={upload?.preview ?? null} alt="" />
      <span class="name" dir="auto">
        {name}
      </span>
      <span class="size">{sizeText(size)}</span>
      {!upload?.id && !failed && (
        <progress max={100} value={percent} aria-label={t('file_uploading', { name })} />
      )}
      {failed && (
        <button type="button" class="link" onClick={() => files.retry(key)}>
          {t('retry')}
          <span class="hidden"> {name}</span>
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={t('file_remove', { name })}
        onClick={() => files.remove(key)}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}

interface PendingProps extends FilesProps {
  readonly of: readonly ChosenFile[];
  readonly waits: boolean;
}

export function PendingList({ files, of, waits }: PendingProps) {
  const uploads = files.uploads.value;
  const lost = of.some(({ key, id }) => id === null && !uploads.has(key));
  const isHere = of.some(({ key, id }) => id === null && !uploads.get(key)?.id);
  const problem = files.problem.value;
  return (
    <>
      <ul class="sent" aria-label={t('files')}>
        {of.map(({ key, name, size }) => (
          <li class="file" key={key}>
            <Picture src={uploads.get(key)?.preview ?? null} alt="" />
            <span class="name" dir="auto">
              {name}
            </span>
            <span class="size">{sizeText(size)}</span>
          </li>
        ))}
      </ul>
      {lost && <p class="event error">{t('files_lost')}</p>}
      {!lost && waits && isHere && <p class="event">{t('files_wait')}</p>}
      {!lost && problem && of.some(({ name }) => name === problem.name) && (
        <p class="event error" role="alert">
          {t(problem.text, { name: problem.name })}
        </p>
      )}
    </>
  );
}

export function SentList({
  files,
  attachments,
}: FilesProps & { readonly attachments: readonly Attachment[] }) {
  return (
    <ul class="sent" aria-label={t('files')}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          {attachment.type.startsWith('image/') ? (
            <SentPicture files={files} attachment={attachment} />
          ) : (
            <SentFile files={files} attachment={attachment} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface SentProps extends FilesProps {
  readonly attachment: Attachment;
}

/** Small, with a link to the whole of it; a file to save where it cannot be shown. */
function SentPicture({ files, attachment }: SentProps) {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const { id, name } = attachment;
  useEffect(() => {
    let isShown = true;
    void files.load(id).then((found) => {
      if (!isShown) return;
      setUrl(found);
      setFailed(found === null);
    });
    return () => {
      isShown = false;
    };
  }, [id]);
  if (failed) return <SentFile files={files} attachment={attachment} />;
  if (url === null) return <span class="picture" />;
  return (
    <a class="picture" href={url} target="_blank" rel="noopener">
      <img src={url} alt={t('file_image', { name })} onError={() => setFailed(true)} />
      <span class="hidden">{t('opens_new_tab')}</span>
    </a>
  );
}

function SentFile({ files, attachment: { id, name, size } }: SentProps) {
  const [gone, setGone] = useState(false);
  const save = async () => {
    const url = await files.load(id);
    setGone(url === null);
    if (url === null) return;
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
  };
  return (
    <>
      <button type="button" class="file" onClick={() => void save()}>
        <Icon name="clip" size={16} />
        <span class="name" dir="auto">
          {name}
        </span>
        <span class="size">{sizeText(size)}</span>
        <span class="hidden">{t('file_save')}</span>
      </button>
      {gone && (
        <p class="event error" role="alert">
          {t('file_gone', { name })}
        </p>
      )}
    </>
  );
}
