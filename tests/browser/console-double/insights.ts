/** What the double has learned about topics and words. */
import type { Result, Topic, TopicPath } from '@understudy/contract';

export interface Insights {
  topics: Topic[];
  paths: Record<string, TopicPath>;
  glossary: Result<'getGlossary'>;
}

export const NO_INSIGHTS: Insights = { topics: [], paths: {}, glossary: { entries: [], proposals: [] } };

export function makeInsights(): Insights {
  return {
    topics: [
      {
        id: 'topic-exm_1',
        name: 'invoice address, old address, change invoice',
        question: 'Our last invoice still shows our old office address. How can I change that?',
        tickets: 1_204,
        accounts: 611,
        provisional: false,
        resolutions: [
          { id: 'res_000001', title: 'Change the address on invoices' },
          { id: 'res_000002', title: 'Have an invoice issued again' },
        ],
        first_at: '2026-01-05T09:00:00Z',
        last_at: '2026-11-20T09:00:00Z',
      },
      {
        id: 'topic-exm_2',
        name: 'blank page, calendar',
        question: null,
        tickets: 2,
        accounts: 2,
        provisional: true,
        resolutions: [],
        first_at: '2026-11-18T09:00:00Z',
        last_at: '2026-11-19T09:00:00Z',
      },
    ],
    paths: {
      'topic-exm_1': {
        edges: [
          { from: 'look-up-account', to: 'change-address', paths: 40 },
          { from: 'change-address', to: 'issue-invoice', paths: 31 },
        ],
        variants: [
          {
            steps: ['look-up-account', 'change-address', 'issue-invoice'],
            paths: 31,
            resolved: 0.94,
            duration_ms: 320_000,
          },
          { steps: ['look-up-account', 'change-address'], paths: 9, resolved: 0.8, duration_ms: null },
        ],
      },
    },
    glossary: {
      entries: [{ term: 'dongle', meaning: 'adapter', state: 'on', changed_at: '2026-11-01T09:00:00Z' }],
      proposals: [
        {
          term: 'plastic',
          meaning: 'card',
          accounts: 7,
          questions: 19,
          coverage: 0.95,
          examples: ['My plastic was blocked at the till', 'New plastic has not come yet'],
        },
        { term: 'fob', meaning: 'key', accounts: 3, questions: 6, coverage: 0.83, examples: [] },
      ],
    },
  };
}
