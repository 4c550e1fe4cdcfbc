/** Banking77 with 40 issues at the start and 37 that arrive; 7 % of the messages are about something else. */
import { readRows } from '../data/rows.ts';
import { runStaged } from '../run-staged.ts';
import type { Scenario } from '../scenario.ts';

export const banking77Staged: Scenario = {
  id: 'banking77-staged',
  about: '40 issues at the start, 37 that arrive later, 7 % strangers, 50 messages a day',
  run: (options) =>
    runStaged(
      {
        scenario: 'banking77-staged',
        rows: readRows('banking77'),
        issues_at_start: 40,
        seeds: 5,
        node_nlp: true,
      },
      options,
    ),
};
