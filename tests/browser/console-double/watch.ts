/** What the watch of the double has found, and what it answers. */
import type {
  Alarm,
  Delivery,
  Incident,
  Insights,
  Notices,
  Priority,
  Result,
  TopicFigures,
  Webhook,
} from '@understudy/contract';
import { makeHealth, makeInsightList } from './watch-effects.ts';
import { makeIncidents } from './watch-incidents.ts';
import { makeAlarms, makeDeliveries, makeNotices, makeWebhooks } from './watch-notices.ts';
import { makeTopicFigures } from './watch-topics.ts';

export interface Watch {
  topics: TopicFigures[];
  incidents: Incident[];
  insights: Insights;
  health: Result<'listAccountHealth'>;
  alarms: Alarm[];
  webhooks: Webhook[];
  /** By webhook, newest first. */
  deliveries: Record<string, Delivery[]>;
  notices: Notices;
  /** By conversation. */
  priorities: Record<string, Priority>;
}

const URGENT: Priority = {
  score: 0.86,
  level: 'urgent',
  parts: [
    { name: 'wait', value: 1.2, adds: 2.64, text: 'Has waited for 120 % of the target of four hours.' },
    { name: 'anger', value: 0.8, adds: 1.2, text: 'Sounds angry (80 %).' },
    { name: 'stakes', value: 1, adds: 1.6, text: 'Money or security is at stake.' },
    { name: 'unsure', value: 0.3, adds: 0.12, text: 'The AI agent was 30 % unsure.' },
  ],
};

export const makeWatch = (): Watch => ({
  topics: makeTopicFigures(),
  incidents: makeIncidents(),
  insights: makeInsightList(),
  health: makeHealth(),
  alarms: makeAlarms(),
  webhooks: makeWebhooks(),
  deliveries: makeDeliveries(),
  notices: makeNotices(),
  priorities: { cnv_000000: URGENT },
});

/** Of a new workspace. */
export const NO_WATCH: Watch = {
  topics: [],
  incidents: [],
  insights: { items: [], annotations: [], tested: 0, as_of: null },
  health: {
    items: [],
    next_cursor: null,
    backtest: {
      auroc: null,
      accounts: 0,
      left: 0,
      is_prediction: false,
      text: 'No account has left so far: there is nothing to check scores against.',
    },
  },
  alarms: [],
  webhooks: [],
  deliveries: {},
  notices: { alarms: [], summary: { every: 'never', to: [], hour: 7 } },
  priorities: {},
};
