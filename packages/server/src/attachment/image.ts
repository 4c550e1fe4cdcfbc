/** What a check of an image answers, and how it refuses one. */
import { FlowError } from '../flow-error.ts';

export interface Image {
  /** The same picture, without what else the file said. */
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

export const cutOff = (format: string) =>
  new FlowError('unsupported-media-type', `This ${format} file is damaged: it ends too early.`);

/** A file that is two things at once is read as one of them here, and as the other one elsewhere. */
export const goesOn = (format: string) =>
  new FlowError('unsupported-media-type', `This ${format} file is damaged: something follows its end.`);
