/** CLINC150 with 78 issues at the start and 72 that arrive, and all of its 1,200 messages out of scope (5 %). */
import { readRows } from '../data/rows.ts';
import { runStaged } from '../run-staged.ts';
import type { Scenario } from '../scenario.ts';

export const clinc150Staged: Scenario = {
  id: 'clinc150-staged',
  about: '78 issues at the start, 72 that arrive later, 5 % strangers, 50 messages a day',
  run: (options) =>
    runStaged(
      {
        scenario: 'clinc150-staged',
        rows: readRows('clinc150').filter((row) => row.topic !== 'oos'),
        issues_at_start: 78,
        seeds: 3,
        node_nlp: false,
      },
      options,
    ),
};
