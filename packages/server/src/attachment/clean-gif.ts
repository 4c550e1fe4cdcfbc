/**
 * A GIF image, walked from its header to its end, which must be the file's.
 *
 * Pure. Source: GIF89a specification, §17 to §27.
 */
import { cutOff, goesOn, type Image } from './image.ts';

const HEADER_BYTES = 13;
const END = 0x3b;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const DESCRIPTOR_BYTES = 10;

/** @throws FlowError `unsupported-media-type` where the file ends too early, or goes on after its end */
export function cleanGif(file: Buffer): Image {
  if (file.length < HEADER_BYTES) throw cutOff('GIF');
  let at = HEADER_BYTES + coloursBytes(file[10] ?? 0);
  for (let block = file[at]; block !== END; block = file[at]) {
    if (block === EXTENSION) at = afterParts(file, at + 2);
    else if (block === IMAGE) {
      const colours = coloursBytes(file[at + DESCRIPTOR_BYTES - 1] ?? 0);
      at = afterParts(file, at + DESCRIPTOR_BYTES + colours + 1);
    } else throw cutOff('GIF');
  }
  if (at + 1 < file.length) throw goesOn('GIF');
  return { bytes: file, width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
}

/** The table of colours that these flags announce. */
const coloursBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Data comes in parts with a length each; one of length 0 is the last. */
function afterParts(file: Buffer, from: number): number {
  let at = from;
  for (let length = file[at]; length !== 0; length = file[at]) {
    if (length === undefined) throw cutOff('GIF');
    at += length + 1;
  }
  return at + 1;
}
