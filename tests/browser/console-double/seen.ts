/** What an imagined backend told of accounts, its releases, and what one customer saw. */
import type { Conversation, FactField, Release } from '@understudy/contract';
import { before } from './fixtures.ts';

const field = (part: Pick<FactField, 'name' | 'type'> & Partial<FactField>): FactField => ({
  accounts: 312,
  examples: [],
  is_used: (part.unused_why ?? null) === null,
  unused_why: null,
  first_seen: before(60 * 24 * 40),
  last_seen: before(12),
  ...part,
});

export const makeFactFields = (): FactField[] => [
  field({
    name: 'company',
    type: 'string',
    examples: ['Acme', 'Balloon Ltd', 'Cargo'],
    unused_why: 'many-values',
  }),
  field({ name: 'contact_email', type: 'string', accounts: 0, unused_why: 'name' }),
  field({ name: 'invoice', type: 'string', examples: ['open', 'overdue', 'paid'] }),
  field({ name: 'note', type: 'string', accounts: 0, unused_why: 'value' }),
  field({ name: 'plan', type: 'string', examples: ['business', 'free', 'team'] }),
  field({ name: 'seats', type: 'number', examples: ['1', '12', '140', '3', '40'] }),
  field({ name: 'sso', type: 'boolean', examples: ['false', 'true'], accounts: 290 }),
  field({ name: 'trial_ends', type: 'date', examples: ['2026-12-01'], accounts: 41, unused_why: 'date' }),
];

export const makeReleases = (): Release[] => [
  { name: '2026.11.3', at: before(60 * 24 * 2), notes: 'The billing page has a new way to pay.' },
  { name: '2026.11.2', at: before(60 * 24 * 12), notes: '' },
];

/** Of the first conversation: a page with a failure, one more before it, and a proved account. */
export const SEEN: Pick<Conversation, 'pages' | 'account' | 'verified_at'> = {
  verified_at: before(60),
  pages: [
    { message_id: 'msg_earlier1', page: null, at: before(9) },
    {
      message_id: 'msg_newest01',
      at: before(6),
      page: {
        route: '/billing/*',
        title: 'Billing · Northwind',
        query: { tab: 'usage' },
        seconds: 95,
        events: [
          { kind: 'route', name: '/billing/*', route: '/team', status: null, ago_ms: 95_000 },
          { kind: 'click', name: 'Upgrade', route: '/billing/*', status: null, ago_ms: 8_000 },
          { kind: 'request-failed', name: 'POST', route: '/api/pay', status: 403, ago_ms: 7_000 },
          { kind: 'script-error', name: 'TypeError', route: '/billing/*', status: null, ago_ms: 6_500 },
        ],
        viewport: { width: 1_280, height: 800 },
        locale: 'en-GB',
        release: '2026.11.3',
      },
    },
  ],
  account: {
    id: 'northwind-7',
    facts: [
      { name: 'invoice', value: 'open', at: before(60 * 3) },
      { name: 'plan', value: 'free', at: before(60 * 24 * 2) },
      { name: 'seats', value: 12, at: before(60 * 24 * 2) },
      { name: 'sso', value: false, at: before(60 * 24 * 9) },
    ],
    events: [
      { name: 'invoice overdue', at: before(60 * 3) },
      { name: 'invited a colleague', at: before(60 * 24 * 4) },
    ],
  },
};
