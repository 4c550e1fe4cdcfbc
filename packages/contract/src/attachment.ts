/** Files that go with a message: their metadata on the wire, and the limits that both sides hold. */
import { z } from 'zod';
import { attachmentId } from './ids.ts';

export const MAX_ATTACHMENT_BYTES = 10_000_000;
/** Of all files of one conversation together. */
export const MAX_CONVERSATION_BYTES = 50_000_000;
export const MAX_ATTACHMENTS = 5;
/** Uploaded and not sent yet, of one visitor. */
export const MAX_UNSENT_ATTACHMENTS = 10;
export const MAX_ATTACHMENT_NAME = 200;

/** As found by the content, whatever the name or the sender said. */
export const attachmentType = z.enum([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/json',
]);
export type AttachmentType = z.infer<typeof attachmentType>;

export const attachment = z.object({
  id: attachmentId,
  name: z.string(),
  type: attachmentType,
  /** Bytes, as stored. */
  size: z.number().int().positive(),
});
export type Attachment = z.infer<typeof attachment>;

/** Of one message. */
export const attachmentIds = z
  .array(attachmentId)
  .max(MAX_ATTACHMENTS)
  .refine((ids) => new Set(ids).size === ids.length, 'expected each attachment once')
  .default([]);
