/** Effects of pages, plans and releases in the double, and the health of accounts. */
import type { AccountHealth, Insight, Insights, Part, Result } from '@understudy/contract';
import { dayBefore, daysBefore } from './watch-days.ts';

type Row = Pick<
  Insight,
  'kind' | 'topic' | 'tokens' | 'count' | 'expected' | 'accounts' | 'q' | 'since' | 'text'
> & {
  readonly lift: readonly [value: number, low: number, high: number];
};
const ROWS: readonly Row[] = [
  {
    kind: 'lift',
    topic: 'change plan, credit, middle of the month',
    tokens: ['route:/billing/plans', 'plan:team'],
    count: 61,
    expected: 19.4,
    accounts: 48,
    lift: [3.1, 2.2, 4.3],
    q: 0.003,
    since: null,
    text: 'On /billing/plans, accounts on the plan team ask about a change of plan 3.1 times as often as elsewhere.',
  },
  {
    kind: 'lift',
    topic: 'invite colleague, seat, limit',
    tokens: ['route:/settings/members', 'plan:free'],
    count: 44,
    expected: 21.8,
    accounts: 41,
    lift: [2, 1.4, 2.8],
    q: 0.041,
    since: null,
    text: 'On /settings/members, accounts on the plan free ask about inviting a colleague twice as often as elsewhere.',
  },
  {
    kind: 'friction',
    topic: 'import contacts, column, mapping',
    tokens: ['route:/contacts/import', 'error:422'],
    count: 39,
    expected: 6.1,
    accounts: 33,
    lift: [6.4, 4.1, 9.7],
    q: 0.001,
    since: null,
    text: 'After an error on /contacts/import, questions about importing contacts come 6.4 times as often as elsewhere.',
  },
  {
    kind: 'release',
    topic: 'blank page, calendar',
    tokens: ['4.13'],
    count: 46,
    expected: 5.2,
    accounts: 31,
    lift: [8.8, 5.3, 13.9],
    q: 0.001,
    since: dayBefore(3),
    text: 'Since release 4.13, questions about the calendar come 8.8 times as often: consistent with the release.',
  },
  {
    kind: 'release',
    topic: 'slow dashboard, loading',
    tokens: ['4.12'],
    count: 14,
    expected: 33.7,
    accounts: 12,
    lift: [0.42, 0.24, 0.71],
    q: 0.02,
    since: dayBefore(23),
    text: 'Since release 4.12, questions about a slow dashboard come 0.42 times as often: consistent with the release.',
  },
];

export const makeInsightList = (): Insights => ({
  items: ROWS.map(
    ({ lift: [value, low, high], ...row }, at): Insight => ({
      id: `ins_effect0${at}`,
      topic_id: `topic-exm_${at + 2}`,
      dismissed: false,
      ...row,
      lift: { value, low, high, confidence: 0.9 },
    }),
  ),
  annotations: [{ at: daysBefore(3), kind: 'release', id: 'rel_413', text: 'Release 4.13' }],
  tested: 1_286,
  as_of: daysBefore(0.2),
});

const part = (name: string, value: number, adds: number, text: string): Part => ({ name, value, adds, text });
export const makeHealth = (): Result<'listAccountHealth'> => ({
  items: [
    {
      account: 'acme-industries',
      score: 0.22,
      insufficient: null,
      contacts: 19,
      latest_at: daysBefore(0.5),
      parts: [
        part('contacts', 19, -1.31, '19 contacts in 30 days; 4.1 is usual for its size'),
        part('unsolved', 0.42, -0.94, '8 of 19 were not solved at first'),
        part('anger', 0.2, -0.41, 'angry words in 4 of 19'),
        part('confirmed', 0.37, 0.28, '7 of 19 said that it helped'),
      ],
    },
    {
      account: 'blue-harbour',
      score: 0.47,
      insufficient: null,
      contacts: 8,
      latest_at: daysBefore(2),
      parts: [
        part('contacts', 8, -0.42, '8 contacts in 30 days; 4.1 is usual for its size'),
        part('reopened', 0.25, -0.29, '2 of 8 were opened again'),
        part('confirmed', 0.5, 0.54, '4 of 8 said that it helped'),
      ],
    },
    {
      account: 'northlight',
      score: 0.81,
      insufficient: null,
      contacts: 6,
      latest_at: daysBefore(5),
      parts: [part('confirmed', 0.83, 1.27, '5 of 6 said that it helped')],
    },
    {
      account: 'petrichor-labs',
      score: null,
      insufficient: '2 contacts so far; 5 are needed to say anything.',
      contacts: 2,
      latest_at: daysBefore(9),
      parts: [],
    },
  ] satisfies AccountHealth[],
  next_cursor: null,
  backtest: {
    auroc: { value: 0.58, low: 0.47, high: 0.69, confidence: 0.9 },
    accounts: 214,
    left: 17,
    is_prediction: false,
    text: 'Scores of the past told accounts that left from those that stayed no better than chance may (AUROC 0.58, 0.47 to 0.69, 17 of 214 left): read it as a description, not as a prediction.',
  },
});
