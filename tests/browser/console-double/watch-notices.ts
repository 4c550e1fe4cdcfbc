/** Alarms of the double, and where they go. */
import type { Alarm, Delivery, Notices, Webhook } from '@understudy/contract';
import { daysBefore } from './watch-days.ts';

export const makeAlarms = (): Alarm[] => [
  {
    id: 'alm_harm0001',
    kind: 'harm',
    severity: 'acts',
    title: '“Move the workspace to another plan” is wrong more often than you accept',
    text: '5 of its last 12 checked answers were wrong, where at most 5 % may be: evidence 31 against the 20 at which it acts.',
    done: 'The answer is held: conversations about it go to people. The threshold of account-changing answers was raised from 88 % to 94 %.',
    link: '/autonomy',
    raised_at: daysBefore(0.3),
    settled: null,
    history: [
      { at: daysBefore(0.3), by: null, text: 'Raised.' },
      { at: daysBefore(0.29), by: null, text: 'Sent to 2 webhooks and to 1 address.' },
    ],
  },
  {
    id: 'alm_incident',
    kind: 'incident',
    severity: 'informs',
    title: 'Calendar connection ends on a blank page',
    text: '46 conversations of 31 accounts in 4 days, where 5.2 were expected.',
    done: null,
    link: '/incidents/inc_calendar1',
    raised_at: daysBefore(2.9),
    settled: null,
    history: [{ at: daysBefore(2.9), by: null, text: 'Raised.' }],
  },
  {
    id: 'alm_drift001',
    kind: 'input-drift',
    severity: 'informs',
    title: 'What customers ask has moved',
    text: 'The share of questions that nothing known is near to rose from 6 % to 13 % (p = 0.002).',
    done: null,
    link: '/quality',
    raised_at: daysBefore(20),
    settled: {
      at: daysBefore(18),
      by: 'Grace Hopper',
      note: 'The new mobile app; two lessons are on their way.',
    },
    history: [
      { at: daysBefore(20), by: null, text: 'Raised.' },
      {
        at: daysBefore(18),
        by: 'Grace Hopper',
        text: 'Settled: The new mobile app; two lessons are on their way.',
      },
    ],
  },
];

export const makeWebhooks = (): Webhook[] => [
  {
    id: 'whk_oncall01',
    url: 'https://hooks.example.com/on-call',
    events: ['alarm.raised', 'alarm.settled', 'incident.opened'],
    on: true,
    created_at: daysBefore(90),
    stopped: null,
    failures: 0,
    last_success_at: daysBefore(0.29),
    secrets: [{ prefix: 'whsec_7Kq2', created_at: daysBefore(90), retires_at: null }],
  },
  {
    id: 'whk_reports1',
    url: 'https://reports.example.com/understudy',
    events: ['summary.ready'],
    on: false,
    created_at: daysBefore(40),
    stopped: 'Switched off after 5 days of failures: the address answers 410 Gone.',
    failures: 14,
    last_success_at: daysBefore(33),
    secrets: [
      { prefix: 'whsec_a1Zz', created_at: daysBefore(40), retires_at: daysBefore(-0.6) },
      { prefix: 'whsec_n3Wy', created_at: daysBefore(0.4), retires_at: null },
    ],
  },
];

const BODY = JSON.stringify({
  type: 'alarm.raised',
  timestamp: daysBefore(0.29),
  data: {
    id: 'alm_harm0001',
    title: '“Move the workspace to another plan” is wrong more often than you accept',
  },
});

export const makeDeliveries = (): Record<string, Delivery[]> => ({
  whk_oncall01: [
    {
      id: 'dlv_000002',
      webhook_id: 'whk_oncall01',
      event: 'alarm.raised',
      state: 'delivered',
      tries: [
        { at: daysBefore(0.292), status: 502, error: 'HTTP 502', took_ms: 812 },
        { at: daysBefore(0.29), status: 200, error: null, took_ms: 141 },
      ],
      next_try_at: null,
      body: BODY,
      created_at: daysBefore(0.292),
    },
    {
      id: 'dlv_000001',
      webhook_id: 'whk_oncall01',
      event: 'incident.opened',
      state: 'failed',
      tries: [
        { at: daysBefore(2.9), status: null, error: 'No answer within 15 s', took_ms: 15_000 },
        { at: daysBefore(2.6), status: 500, error: 'HTTP 500', took_ms: 90 },
      ],
      next_try_at: null,
      body: '{"type":"incident.opened","data":{"id":"inc_calendar1"}}',
      created_at: daysBefore(2.9),
    },
  ],
});

export const makeNotices = (): Notices => ({
  alarms: ['ada@example.com'],
  summary: { every: 'week', to: ['ada@example.com', 'board@example.com'], hour: 7 },
});
