/**
 * A PNG image without its remarks: chunks of text, time and EXIF (which may say where and when it was taken).
 *
 * Pure. Reads lengths, not pixels. Source: PNG specification, third edition, §5 and §11.
 */
import { cutOff, goesOn, type Image } from './image.ts';

const SIGNATURE_BYTES = 8;
/** Length, kind and checksum around the data of a chunk. */
const FRAME_BYTES = 12;
/** Behind width and height. */
const HEADER_END = 24;
const REMARKS = new Set(['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf']);

/** @throws FlowError `unsupported-media-type` where the file ends too early, or goes on after its end */
export function cleanPng(file: Buffer): Image {
  const kept = [file.subarray(0, SIGNATURE_BYTES)];
  let at = SIGNATURE_BYTES;
  for (let kind = ''; kind !== 'IEND'; ) {
    if (at + FRAME_BYTES > file.length) throw cutOff('PNG');
    const end = at + FRAME_BYTES + file.readUInt32BE(at);
    if (end > file.length) throw cutOff('PNG');
    kind = file.toString('latin1', at + 4, at + 8);
    if (!REMARKS.has(kind)) kept.push(file.subarray(at, end));
    at = end;
  }
  if (at < file.length) throw goesOn('PNG');
  // The first chunk is always the header; shorter than that, there is none.
  if (file.length < HEADER_END) throw cutOff('PNG');
  return { bytes: Buffer.concat(kept), width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}
