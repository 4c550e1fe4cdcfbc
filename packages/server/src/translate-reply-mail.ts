/** What became of a reply's e-mail, for the inbox. */
import type { ReplyMail } from '@understudy/contract';
import type { ReplyMailRow } from './store/index.ts';

export const toWireReplyMail = ({ message_id, state, error, at }: ReplyMailRow): ReplyMail => ({
  message_id,
  state,
  error,
  at: at.toISOString(),
});
