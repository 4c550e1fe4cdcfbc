/** Incidents of the double: one that is open, one that calms down, one of the past, and one that was none. */
import type { Incident } from '@understudy/contract';
import { dayBefore, daysBefore } from './watch-days.ts';

const CALENDAR: Incident = {
  id: 'inc_calendar1',
  state: 'open',
  title: 'Calendar connection ends on a blank page',
  kind: 'new-topic',
  topic_ids: ['topic-exm_2'],
  terms: ['calendar', 'blank page', 'pop-up'],
  first_at: daysBefore(3),
  latest_at: daysBefore(0.02),
  conversations: 46,
  accounts: 31,
  expected: 5.2,
  p: 0.000_02,
  evidence:
    '46 conversations of 31 accounts in 4 days, where 5.2 were expected (at most 10 on 19 days of 20); so many come by chance once in 50 000 times.',
  days: daysOf([2, 1, 0, 2, 1, 1, 2, 0, 1, 1, 5, 11, 17, 13], 1.3),
  consistent_with: [
    { text: 'release 4.13 of three days ago', posterior: 0.81, lift: 6.4 },
    { text: 'route /settings/calendar', posterior: 0.74, lift: 11.2 },
    { text: 'browser Safari', posterior: 0.32, lift: 2.1 },
  ],
  banner: null,
  suggested_banner:
    'Connecting a calendar can end on a blank page at the moment. We are working on it; your data is safe.',
  held: [],
  suggested_hold: [{ resolution_id: 'res_calendar', title: 'Allow pop-ups when connecting a calendar' }],
  examples: [
    ['cnv_000001', 'Cannot connect the calendar'],
    ['cnv_000007', 'Blank page after signing in to the calendar'],
    ['cnv_000013', 'Calendar: nothing happens after “Allow”'],
  ].map(([conversation_id = '', subject = ''], at) => ({
    conversation_id,
    subject,
    at: daysBefore(at * 0.4 + 0.02),
  })),
  history: [
    { at: daysBefore(2.9), by: null, text: 'Opened: 11 in a day, where 1.3 were expected.' },
    { at: daysBefore(1), by: null, text: 'Joined with “pop-up, blocked”: 71 % of the same accounts.' },
  ],
};

const EXPORT: Incident = {
  ...CALENDAR,
  id: 'inc_export01',
  state: 'watching',
  title: 'Exports stop at 10 000 rows',
  kind: 'topic',
  topic_ids: ['topic-exm_3'],
  terms: ['export', 'csv', '10 000'],
  first_at: daysBefore(12),
  latest_at: daysBefore(2),
  conversations: 63,
  accounts: 44,
  expected: 24.1,
  p: 0.0004,
  evidence: '63 conversations of 44 accounts in 10 days, where 24.1 were expected; quiet for 2 days.',
  days: daysOf([3, 2, 8, 9, 11, 7, 6, 6, 5, 4, 2, 3, 2, 1], 2.4),
  consistent_with: [{ text: 'plan business', posterior: 0.66, lift: 3.1 }],
  banner: 'Exports of more than 10 000 rows are cut off. A fix is on its way.',
  suggested_banner: 'Exports of more than 10 000 rows are cut off at the moment.',
  held: [{ resolution_id: 'res_000001', title: 'Export contacts as CSV' }],
  suggested_hold: [{ resolution_id: 'res_000001', title: 'Export contacts as CSV' }],
  history: [
    { at: daysBefore(11.8), by: null, text: 'Opened: 9 in a day, where 2.4 were expected.' },
    { at: daysBefore(11.5), by: 'Grace Hopper', text: 'Banner set. Held: Export contacts as CSV.' },
    { at: daysBefore(2), by: null, text: 'Calmed down: it is watched for 7 days more.' },
  ],
};

export const makeIncidents = (): Incident[] => [
  CALENDAR,
  EXPORT,
  {
    ...EXPORT,
    id: 'inc_payment1',
    state: 'closed',
    title: 'Cards of one bank are declined',
    first_at: daysBefore(51),
    latest_at: daysBefore(46),
    banner: null,
    held: [],
    history: [{ at: daysBefore(45), by: 'Ada Byron', text: 'Closed.' }],
  },
  {
    ...EXPORT,
    id: 'inc_webinar1',
    state: 'not-one',
    title: 'Questions about the webinar',
    first_at: daysBefore(70),
    latest_at: daysBefore(69),
    banner: null,
    held: [],
    suggested_hold: [],
    history: [{ at: daysBefore(69), by: 'Ada Byron', text: 'Not an incident.' }],
  },
];

function daysOf(counts: readonly number[], expected: number): Incident['days'] {
  return counts.map((count, at) => ({
    day: dayBefore(counts.length - 1 - at),
    count,
    expected,
    high: expected + 2.2 * Math.sqrt(expected * 1.6),
  }));
}
