/** Replies by e-mail. */
import type { MailLanguage, MailState } from '@understudy/contract';
import type { Generated } from 'kysely';
import type { Workspace } from './columns.ts';

export interface ReplyAddressTable {
  workspace_id: Workspace;
  conversation_id: string;
  address: string;
  language: MailLanguage;
  page: string | null;
  at: Date;
}
export interface ReplyMailTable {
  workspace_id: Workspace;
  message_id: string;
  conversation_id: string;
  state: Generated<MailState>;
  tries: Generated<number>;
  error: Generated<string | null>;
  at: Date;
}
