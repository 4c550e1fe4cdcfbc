/** All of Banking77, shuffled, nothing known at the start. */
import { SeededRandom } from '@understudy/engine';
import { readRows } from '../data/rows.ts';
import { labelledTicket } from '../data/to-ticket.ts';
import { encodeCached } from '../data/vector-cache.ts';
import { runStream } from '../run-stream.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';

export const banking77Cold: Scenario = {
  id: 'banking77-cold',
  about: '13,083 messages to a bank about 77 issues, nothing known at the start',
  run: async (options) => {
    const { encoder, tickets } = await readCold(options);
    const report = await runStream(
      { scenario: 'banking77-cold', encoder, tickets, seeds: 5, node_nlp: true },
      options,
    );
    return { ...report };
  },
};

/** The tickets, shuffled by a seed. */
export async function readCold({ onProgress }: Pick<ScenarioOptions, 'onProgress'>) {
  const rows = readRows('banking77');
  const texts = rows.map((row) => row.text);
  const encoder = await encodeCached('banking77', texts, (done, total) =>
    onProgress({ phase: 'encoding', done, total }),
  );
  const inOrder = rows.map((row, i) => labelledTicket(row, encoder.vectors[i]));
  const tickets = (seed: number) => new SeededRandom(`banking77-cold/${seed}`).shuffle(inOrder);
  return { encoder, tickets };
}
