/** What steps that send webhooks are given. */
import type { Seals } from '../sealed.ts';
import type { PostWebhook } from './post-webhook.ts';

export interface WebhookPorts {
  readonly postWebhook: PostWebhook;
  readonly seals: Seals;
}
