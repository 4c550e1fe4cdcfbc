/**
 * A JPEG image without its remarks: EXIF (where, when and with what it was taken), XMP, IPTC, comments, previews, and
 * whatever cameras append. Which side is up stays, in an EXIF segment that says nothing else.
 *
 * Pure. Reads segments, not pixels. Source: ITU-T T.81, annex B; Exif 2.32, §4.5 and §4.6.
 */
import { cutOff, type Image } from './image.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
/** Of a frame's header: marker, length, depth, height, width. */
const FRAME_BYTES = 9;
const EXIF = 'Exif\0\0';
const COLOURS = 'ICC_PROFILE\0';

/** @throws FlowError `unsupported-media-type` where the file ends too early */
export function cleanJpeg(file: Buffer): Image {
  const kept: Buffer[] = [];
  let side_up = 1;
  let size: { width: number; height: number } | null = null;
  for (let at = 2; ; ) {
    const marker = file[at] === 0xff ? file[at + 1] : undefined;
    if (marker === undefined) throw cutOff('JPEG');
    if (marker === 0xff) {
      at++; // fill bytes may stand before a marker
      continue;
    }
    if (marker === EOI) break; // what follows is a second picture or the camera's own, and goes
    if (at + 4 > file.length) throw cutOff('JPEG');
    const end = at + 2 + file.readUInt16BE(at + 2);
    const next = marker === SOS ? afterScan(file, end) : end;
    if (next > file.length) throw cutOff('JPEG');
    const segment = file.subarray(at, next);
    if (isFrame(marker) && segment.length < FRAME_BYTES) throw cutOff('JPEG');
    if (marker === APP1) side_up = sideUpIn(segment) ?? side_up;
    if (isFrame(marker)) size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    if (isPicture(marker, segment)) kept.push(segment);
    at = next;
  }
  if (size === null) throw cutOff('JPEG');
  const start = Buffer.from([0xff, SOI]);
  const bytes = Buffer.concat([start, ...sideUp(side_up), ...kept, Buffer.from([0xff, EOI])]);
  return { bytes, ...size };
}

/** A frame's header, SOF0 to SOF15, but for the tables that have numbers among these. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** What a decoder needs; of the application's segments: JFIF, colour profile, Adobe's colour transform. */
function isPicture(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP2) return segment.toString('latin1', 4, 4 + COLOURS.length) === COLOURS;
  return marker === APP0 || marker === APP14;
}

/** The first marker behind the picture's data, in which 0xFF is followed by 0 or a restart marker. */
function afterScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw cutOff('JPEG');
}

const ORIENTATION = 0x0112;

/** Which side is up, 1 to 8; null where the segment does not say. */
function sideUpIn(segment: Buffer): number | null {
  if (segment.toString('latin1', 4, 10) !== EXIF || segment.length < 18) return null;
  const tiff = segment.subarray(10);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < u16(first); entry++) {
    const at = first + 2 + entry * 12;
    if (u16(at) !== ORIENTATION) continue;
    const value = u16(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An EXIF segment with this one entry; none for a picture that is upright. */
function sideUp(value: number): Buffer[] {
  if (value === 1) return [];
  const body = Buffer.alloc(26);
  body.write('MM\0*', 0, 'latin1');
  body.writeUInt32BE(8, 4); // the first directory
  body.writeUInt16BE(1, 8); // has one entry
  body.writeUInt16BE(ORIENTATION, 10);
  body.writeUInt16BE(3, 12); // a short
  body.writeUInt32BE(1, 14);
  body.writeUInt16BE(value, 18);
  const head = Buffer.from([0xff, APP1, 0, 2 + EXIF.length + body.length]);
  return [Buffer.concat([head, Buffer.from(EXIF, 'latin1'), body])];
}
