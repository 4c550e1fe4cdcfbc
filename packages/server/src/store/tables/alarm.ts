/** Alarms, and where they go: webhooks and e-mails to the team. */
import type { Alarm, AlarmKind, Delivery, Notices, WebhookEvent } from '@understudy/contract';
import type { Generated } from 'kysely';
import type { Json, JsonWithDefault, Workspace } from './columns.ts';

export interface AlarmTable {
  workspace_id: Workspace;
  id: string;
  key: string;
  kind: AlarmKind;
  severity: Alarm['severity'];
  title: string;
  text: string;
  done: string | null;
  link: string;
  raised_at: Date;
  settled_at: Date | null;
  settled_by: string | null;
  settled_note: string | null;
  history: JsonWithDefault<Alarm['history']>;
  is_mail_due: Generated<boolean>;
  mailed_at: Generated<Date | null>;
}
export interface WebhookTable {
  workspace_id: Workspace;
  id: string;
  url: string;
  events: Json<readonly WebhookEvent[]>;
  is_on: boolean;
  created_at: Date;
  stopped: Generated<string | null>;
  failures: Generated<number>;
  last_success_at: Generated<Date | null>;
}
export interface WebhookSecretTable {
  workspace_id: Workspace;
  id: string;
  webhook_id: string;
  prefix: string;
  sealed_secret: Buffer;
  created_at: Date;
  retires_at: Generated<Date | null>;
}
export interface DeliveryTable {
  workspace_id: Workspace;
  id: string;
  webhook_id: string;
  event: Delivery['event'];
  /** JSON, letter by letter as it is signed. */
  body: string;
  state: Delivery['state'];
  tries: JsonWithDefault<Delivery['tries']>;
  tried: Generated<number>;
  next_try_at: Date | null;
  created_at: Date;
}
export interface NoticeTable {
  workspace_id: Workspace;
  alarms: Json<Notices['alarms']>;
  summary: Json<Notices['summary']>;
  next_summary_at: Date | null;
}
export interface NoticeMailTable {
  workspace_id: Workspace;
  id: string;
  address: string;
  subject: string;
  text: string;
  state: Generated<'waiting' | 'sent' | 'failed'>;
  tries: Generated<number>;
  error: Generated<string | null>;
  at: Date;
}
