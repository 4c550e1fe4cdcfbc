/** The alarm that a webhook was stopped. */
import type { RaisedAlarm, WebhookRow } from '../store/index.ts';

export const stoppedKey = (webhook_id: string): string => `webhook ${webhook_id}`;

export function alarmOfStopped({
  id,
  url,
  stopped,
}: Pick<WebhookRow, 'id' | 'url' | 'stopped'>): RaisedAlarm {
  return {
    key: stoppedKey(id),
    kind: 'delivery-failed',
    severity: 'informs',
    title: `The webhook to ${new URL(url).host} was stopped`,
    text: `${stopped} Once its receiver works, switch the webhook on again and replay what failed.`,
    done: 'Nothing more is sent to it.',
    link: '/settings/notices',
  };
}
