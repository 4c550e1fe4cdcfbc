/**
 * Whether a file may be kept, and as what: by its content, which must fit its name and what the sender called it.
 *
 * Images, PDF, and plain text; nothing that a reader could run or unpack. Images leave without what they say of place,
 * time and camera. No search for viruses. Pure. Limits: `MAX_ATTACHMENT_BYTES`, 50 million pixels.
 */
import type { AttachmentType } from '@understudy/contract';
import { fileTypeFromBuffer } from 'file-type';
import { FlowError } from '../flow-error.ts';
import { redactText } from '../redaction.ts';
import { cleanGif } from './clean-gif.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { cleanWebp } from './clean-webp.ts';
import { cutOff, goesOn, type Image } from './image.ts';

export interface GivenFile {
  readonly name: string;
  /** The media type that the sender gave; empty or `application/octet-stream` where they gave none. */
  readonly declared: string;
  readonly bytes: Buffer;
}
export interface CheckedFile {
  readonly name: string;
  readonly type: AttachmentType;
  readonly bytes: Buffer;
}

interface Kind {
  readonly label: string;
  readonly extensions: readonly string[];
  readonly declared: readonly string[];
}
const TEXT = [
  'text/plain',
  'text/csv',
  'text/x-log',
  'application/csv',
  'application/json',
  'application/vnd.ms-excel',
];
const KINDS: Readonly<Record<AttachmentType, Kind>> = {
  'image/png': { label: 'PNG', extensions: ['png'], declared: ['image/png', 'image/apng'] },
  'image/jpeg': { label: 'JPEG', extensions: ['jpg', 'jpeg'], declared: ['image/jpeg', 'image/jpg'] },
  'image/gif': { label: 'GIF', extensions: ['gif'], declared: ['image/gif'] },
  'image/webp': { label: 'WebP', extensions: ['webp'], declared: ['image/webp'] },
  'application/pdf': { label: 'PDF', extensions: ['pdf'], declared: ['application/pdf'] },
  'text/plain': { label: 'text', extensions: ['txt', 'log'], declared: TEXT },
  'text/csv': { label: 'CSV', extensions: ['csv'], declared: TEXT },
  'application/json': { label: 'JSON', extensions: ['json'], declared: TEXT },
};
const ACCEPTED = 'expected a PNG, JPEG, GIF or WebP image, a PDF, or a text file (TXT, CSV, LOG, JSON)';
const CLEAN: Readonly<Partial<Record<AttachmentType, (file: Buffer) => Image>>> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
};
const MAX_PIXELS = 50_000_000;

/** @throws FlowError `invalid-request`, `payload-too-large`, `unsupported-media-type`, each with what was found */
export async function checkFile({ name, declared, bytes }: GivenFile): Promise<CheckedFile> {
  if (bytes.length === 0) throw new FlowError('invalid-request', 'This file is empty.');
  const { stem, extension } = partsOf(name);
  const type = textTypeOf(extension) ?? (await imageOrPdf(bytes));
  const kind = KINDS[type];
  if (extension !== '' && !kind.extensions.includes(extension)) throw mismatch(`.${extension}`, kind);
  const said = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!NOTHING_SAID.has(said) && !kind.declared.includes(said)) throw mismatch(said, kind);
  // The ending stays what it is, whatever of the name is personal.
  const kept = `${redactText(stem)}.${extension || kind.extensions[0]}`;
  return { name: kept, type, bytes: cleaned(type, bytes) };
}

const NOTHING_SAID = new Set(['', 'application/octet-stream']);
const mismatch = (said: string, { label }: Kind) =>
  new FlowError('unsupported-media-type', `This file is called ${said}, but its content is ${label}.`);

// Separators of paths, control characters, and those that turn the direction of writing: exe.gpj reads as jpg.exe.
const MISLEADING = /[/\\\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function partsOf(name: string): { readonly stem: string; readonly extension: string } {
  if (MISLEADING.test(name))
    throw new FlowError(
      'invalid-request',
      'Expected a name of a file without path and invisible characters.',
    );
  const [, stem = '', extension = ''] = /^(.*?)(?:\.([^.\s]*))?$/u.exec(name.normalize('NFC').trim()) ?? [];
  if (/^[.\s]*$/u.test(stem)) throw new FlowError('invalid-request', 'Expected a name before the ending.');
  return { stem, extension: extension.toLowerCase() };
}

/** Text has no mark of its own, so it is known by its ending. */
function textTypeOf(extension: string): AttachmentType | null {
  const types = ['text/plain', 'text/csv', 'application/json'] as const;
  return types.find((type) => KINDS[type].extensions.includes(extension)) ?? null;
}

async function imageOrPdf(bytes: Buffer): Promise<AttachmentType> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  if (mime !== undefined && (mime === 'application/pdf' || mime in CLEAN)) return mime as AttachmentType;
  throw new FlowError(
    'unsupported-media-type',
    `Files of this kind are not taken: ${ACCEPTED}, found ${found?.mime ?? 'something else'}.`,
  );
}

function cleaned(type: AttachmentType, bytes: Buffer): Buffer {
  const clean = CLEAN[type];
  if (clean === undefined) {
    if (type === 'application/pdf') checkPdf(bytes);
    else checkText(bytes);
    return bytes;
  }
  const image = clean(bytes);
  if (image.width * image.height > MAX_PIXELS)
    throw new FlowError(
      'payload-too-large',
      `Expected at most ${MAX_PIXELS / 1e6} million pixels, found more.`,
    );
  return image.bytes;
}

const PDF_END = '%%EOF';

/** Nothing but white space after its end: an archive that is appended would be read as one elsewhere. */
function checkPdf(bytes: Buffer): void {
  const end = bytes.lastIndexOf(PDF_END);
  if (end === -1) throw cutOff('PDF');
  if (/[^\s\0]/.test(bytes.toString('latin1', end + PDF_END.length))) throw goesOn('PDF');
}

// All but tab, line feed and carriage return.
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const ACTIVE = /^\s*(?:<(?:!doctype|html|head|body|svg|script|iframe|\?xml|\?php)|#!|%PDF|%!PS|\{\\rtf)/iu;

function checkText(bytes: Buffer): void {
  const text = decoded(bytes);
  if (text === null || CONTROL.test(text))
    throw new FlowError('unsupported-media-type', 'Expected plain text in UTF-8, found other bytes.');
  if (ACTIVE.test(text))
    throw new FlowError(
      'unsupported-media-type',
      'Expected plain text, found a page, a picture or a program.',
    );
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
