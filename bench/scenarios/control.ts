/**
 * Control over a large desk, on the embedded database: how long it takes to take back 1,000 lessons, to erase a person
 * with proof, and to preview a lesson on 5,000 past questions. In a process of its own.
 */
import type { Measured } from '../control/measure-control.ts';
import { busyness, measureApart } from '../measure-apart.ts';
import type { Scenario } from '../scenario.ts';
import { versions } from '../versions.ts';

const EXEMPLARS = 100_000;
const CHILD = new URL('../control/measure-control.ts', import.meta.url);
/** Two models of 100,000 exemplars, while one takes over from the other. */
const HEAP_MIB = 6_000;

export const control: Scenario = {
  id: 'control',
  about: 'a desk of 100,000 exemplars: rollback of 1,000 lessons, erasure of a person, preview of a lesson',
  run: async (options) => {
    const args = [String(options.limit ?? EXEMPLARS)];
    const execArgv = ['--no-warnings', `--max-old-space-size=${HEAP_MIB}`];
    const measured = await measureApart<Measured>({ what: 'control', child: CHILD, args, execArgv }, options);
    return {
      scenario: 'control',
      seeds: 1,
      ...measured,
      busy: busyness(),
      versions: versions(),
      command: options.command,
    };
  },
};
