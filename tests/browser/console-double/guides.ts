/** Guides of the double: one in use. */
import type { GuideDetail, Query, Result } from '@understudy/contract';
import { before } from './fixtures.ts';

const step = (text: string, name: string) => ({
  route: '/billing/address',
  text,
  fingerprint: { role: 'button', name, test_id: null, text: name, selector: null },
  advance: 'click' as const,
});

const GUIDE: GuideDetail = {
  id: 'gde_address1',
  state: 'in-force',
  title: 'Change the address on invoices',
  version: 1,
  steps: [step('Press Edit', 'Edit'), step('Save', 'Save')],
  resolution: { id: 'res_address1', title: 'Change the address on invoices' },
  proposal: null,
  author: 'Ada Byron',
  changed_at: before(60),
  runs: {
    started: 12,
    completed: 9,
    broken: 1,
    steps: [
      { left: 1, broken: 0 },
      { left: 2, broken: 1 },
    ],
  },
};

export const guideHandlers = {
  listGuides: ({ query: { resolution_id, state } }: { query: Query<'listGuides'> }): Result<'listGuides'> => {
    const isAsked = (resolution_id ?? GUIDE.resolution.id) === GUIDE.resolution.id;
    return {
      items: isAsked && (state ?? GUIDE.state) === GUIDE.state ? [GUIDE] : [],
      next_cursor: null,
      broken: 0,
    };
  },
  getGuide: () => GUIDE,
};
