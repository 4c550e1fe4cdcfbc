/** Workflows of the double: one in use with a history, and one that waits for a review. */
import type { WorkflowDetail } from '@understudy/contract';
import { before } from './fixtures.ts';

type Followed = NonNullable<WorkflowDetail['lines'][number]['followed']>;

const FOLLOWED: Followed = {
  due: 58,
  done: 58,
  skipped: 0,
  out_of_order: 0,
  agents: 4,
  skipped_in: null,
  out_of_order_in: null,
};

export function makeWorkflows(): WorkflowDetail[] {
  const text =
    '1. Look up the account\n2. If not the owner: Ask the owner\n3. If no answer: back to 2\n4. Change the address [change-address]\n5. Issue the invoice again';
  const step = (words: string, followed: Partial<Followed> = {}, when: string | null = null) => ({
    words,
    when,
    back_to: null,
    followed: { ...FOLLOWED, ...followed },
  });
  return [
    {
      id: 'wfl_address1',
      state: 'in-force',
      title: 'An invoice with another address',
      text,
      steps: 4,
      version: 2,
      resolution: { id: 'res_000001', title: 'Change the address on invoices' },
      proposal: null,
      author: 'Ada Byron',
      changed_at: before(60),
      lines: [
        step('Look up the account'),
        step('Ask the owner', { due: 12, done: 9, skipped: 3, skipped_in: 'cnv_000001' }, 'not the owner'),
        { words: '', when: 'no answer', back_to: 2, followed: null },
        step('Change the address', { out_of_order: 4, out_of_order_in: 'cnv_000002' }),
        step('Issue the invoice again', { done: 51, skipped: 7, agents: 3, skipped_in: 'cnv_000003' }),
      ],
      paths: 58,
      followed: 44,
      extra: [
        { words: 'Call the customer', paths: 6, example: 'cnv_000002' },
        { words: 'Wait for finance', paths: 2, example: null },
      ],
      evidence: { paths: 40, agents: 3, main_share: 0.62, resolved: 0.93, order: 0.91 },
      versions: [
        {
          version: 2,
          title: 'An invoice with another address',
          text,
          author: 'Ada Byron',
          lesson_id: 'les_workflow2',
          at: before(60),
        },
        {
          version: 1,
          title: 'Invoice address, old address',
          text: '1. Look up the account\n2. Change the address [change-address]\n3. Issue the invoice again',
          author: null,
          lesson_id: 'les_workflow1',
          at: before(6_000),
        },
      ],
    },
    {
      id: 'wfl_calendar',
      state: 'proposed',
      title: 'Calendar, blank page',
      text: '1. Ask for the browser\n2. Allow pop-ups',
      steps: 2,
      version: 1,
      resolution: { id: 'res_000003', title: 'Allow pop-ups' },
      proposal: 'les_proposed1',
      author: null,
      changed_at: before(600),
      lines: [
        step('Ask for the browser', { due: 14, done: 14, agents: 2 }),
        step('Allow pop-ups', { due: 14, done: 14, agents: 2 }),
      ],
      paths: 14,
      followed: 14,
      extra: [],
      evidence: { paths: 14, agents: 2, main_share: 1, resolved: 0.94, order: 1 },
      versions: [],
    },
  ];
}
