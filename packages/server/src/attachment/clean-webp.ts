/**
 * A WebP image without EXIF and XMP.
 *
 * Pure. Source: RFC 9649, §2.3 to §2.7.
 */
import { cutOff, goesOn, type Image } from './image.ts';

const HEADER_BYTES = 12;
const REMARKS = new Set(['EXIF', 'XMP ']);
/** Flags of the extended header that announce what is taken out. */
const REMARK_FLAGS = 0x08 | 0x04;

/** @throws FlowError `unsupported-media-type` where the file ends too early, or goes on after its end */
export function cleanWebp(file: Buffer): Image {
  const length = file.length < HEADER_BYTES ? Number.POSITIVE_INFINITY : file.readUInt32LE(4) + 8;
  if (file.length < length) throw cutOff('WebP');
  if (file.length > length) throw goesOn('WebP');
  const kept: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (let at = HEADER_BYTES; at < length; ) {
    if (at + 8 > length) throw cutOff('WebP');
    const kind = file.toString('latin1', at, at + 4);
    const bytes = file.readUInt32LE(at + 4);
    const end = at + 8 + bytes + (bytes % 2);
    if (end > length) throw cutOff('WebP');
    const chunk = Buffer.from(file.subarray(at, end));
    if (size.width === 0) size = sizeIn(kind, chunk);
    if (kind === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~REMARK_FLAGS;
    if (!REMARKS.has(kind)) kept.push(chunk);
    at = end;
  }
  if (size.width === 0) throw cutOff('WebP');
  const header = Buffer.from(file.subarray(0, HEADER_BYTES));
  const bytes = Buffer.concat([header, ...kept]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return { bytes, ...size };
}

/** What the chunk says of the picture's size; 0 where it says nothing. */
function sizeIn(kind: string, chunk: Buffer): { width: number; height: number } {
  if (chunk.length >= 18) {
    if (kind === 'VP8X') return { width: chunk.readUIntLE(12, 3) + 1, height: chunk.readUIntLE(15, 3) + 1 };
    if (kind === 'VP8 ')
      return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
  }
  if (kind === 'VP8L' && chunk.length >= 13) {
    const bits = chunk.readUInt32LE(9);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: 0, height: 0 };
}
