import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frequentSequences, skeletons } from './prefix-span.ts';

describe('skeletons', () => {
  it('finds every frequent sequence, and only those (brute force)', () => {
    const traces = fc.array(
      fc.record({
        steps: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }),
        agent: fc.constantFrom('x', 'y', null),
      }),
      { maxLength: 6 },
    );
    const options = { least_paths: 2, least_agents: 2, longest: 4 };
    fc.assert(
      fc.property(traces, (paths) => {
        const found = frequentSequences(paths, options).map(
          ({ steps, paths: count, agents }) => `${steps.join('')} ${count} ${agents}`,
        );
        expect(found.toSorted()).toEqual(bruteForce(paths, options).toSorted());
      }),
    );
  });

  it('gives the longest only, of three tickets and two agents', () => {
    const log = [
      { steps: ['ask', 'look', 'find', 'tell'], agent: 'x' },
      { steps: ['ask', 'find', '?found', 'tell'], agent: 'y' },
      { steps: ['ask', 'find', 'find', 'tell'], agent: 'y' },
      { steps: ['ask', 'look'], agent: 'y' },
    ];
    expect(skeletons(log)).toEqual([{ steps: ['ask', 'find', 'tell'], paths: 3, agents: 2 }]);
    expect(skeletons(log.map((each) => ({ ...each, agent: 'x' })))).toEqual([]);
  });
});

function bruteForce(
  paths: readonly { steps: readonly string[]; agent: string | null }[],
  options: { least_paths: number; least_agents: number; longest: number },
): string[] {
  const traces = paths.map(({ steps, agent }, i) => ({
    steps: steps.filter((step, at) => at === 0 || step !== steps[at - 1]).join(''),
    agent: agent ?? `${i}`,
  }));
  let sequences = [''];
  const found: string[] = [];
  for (let length = 1; length <= options.longest; length++) {
    sequences = sequences.flatMap((sequence) => ['a', 'b', 'c'].map((step) => sequence + step));
    for (const sequence of sequences) {
      const pattern = new RegExp(sequence.split('').join('.*'));
      const own = traces.filter(({ steps }) => pattern.test(steps));
      const agents = new Set(own.map(({ agent }) => agent)).size;
      if (length < 2 || own.length < options.least_paths || agents < options.least_agents) continue;
      found.push(`${sequence} ${own.length} ${agents}`);
    }
  }
  return found;
}
