/** Replies by e-mail, for customers who have left before they came. */
import { z } from 'zod';
import { messageId } from './ids.ts';

export const mailLanguage = z.enum(['en', 'de', 'ar']);
export type MailLanguage = z.infer<typeof mailLanguage>;

/** Where one conversation's replies go; `email` null: nowhere any more. */
export const replyAddress = z.strictObject({
  email: z.email().max(200).nullable(),
  language: mailLanguage.default('en'),
  /** The page to come back to; told in the e-mail where its origin may embed the widget. */
  page: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullish(),
});

/** `waiting`: until it is seen or due; `seen`: in the widget, so not sent; `stopped`: not wanted any more. */
export const mailState = z.enum(['waiting', 'sent', 'seen', 'stopped', 'failed']);
export type MailState = z.infer<typeof mailState>;

/** What became of one reply's e-mail. */
export const replyMail = z.object({
  message_id: messageId,
  state: mailState,
  /** What the mail server said last, where it refused. */
  error: z.string().nullable(),
  at: z.iso.datetime(),
});
export type ReplyMail = z.infer<typeof replyMail>;

/** Whether the server may send e-mail, and from where. */
export const mailSetup = z.object({ from: z.string().nullable() });
