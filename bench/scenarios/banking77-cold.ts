/** All of Banking77, shuffled, nothing known at the start. */
import { SeededRandom } from '@understudy/engine';
import { readRows } from '../data/rows.ts';
import { labelledTicket } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import { runStream } from '../run-stream.ts';
import type { Scenario } from '../scenario.ts';

export const banking77Cold: Scenario = {
  id: 'banking77-cold',
  about: '13,083 messages to a bank about 77 issues, nothing known at the start',
  run: async (options) => {
    const rows = readRows('banking77');
    const texts = rows.map((row) => row.text);
    const encoder = await encodeCached('banking77', texts, (done, total) =>
      options.onProgress({ phase: 'encoding', done, total }),
    );
    const tickets = rows.map((row, i) => labelledTicket(row, encoder.vectors[i]));
    const shuffled = (seed: number) => new SeededRandom(`banking77-cold/${seed}`).shuffle(tickets);
    const report = await runStream(
      { scenario: 'banking77-cold', encoder, tickets: shuffled, seeds: 5, node_nlp: true },
      options,
    );
    return { ...report };
  },
};
