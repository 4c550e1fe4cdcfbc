/** The rule for proposals on what people really did: STAR's tasks, as they were done, and with their steps in random order. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '@understudy/engine';
import { describe, expect, it } from 'vitest';
import { proposeWorkflow, readWorkflow, writeWorkflow } from '../../packages/engine/src/paths/index.ts';
import { readStar } from './star.ts';

const folder = process.env['UNDERSTUDY_TEST_DATA'] ?? join(import.meta.dirname, '../../../shared/data');

function shuffled(steps: readonly string[], random: SeededRandom): string[] {
  const left = [...steps];
  return steps.map(() => left.splice(random.integer(left.length), 1)[0] as string);
}

describe.skipIf(!existsSync(join(folder, 'star-dialogues.jsonl.gz')))('workflows of STAR', () => {
  it('are proposed for most tasks, read as they were written, and never for steps in random order', () => {
    const { workflows, log } = readStar();
    const random = new SeededRandom(7);
    const found = workflows.map(({ topic }) => {
      const paths = log
        .filter((path) => path.topic === topic)
        .map((path, i) => {
          const conversation_id = String(i);
          const rest = { topic_id: topic, context: [], resolved: null, duration_ms: null, at_ms: i };
          return { ...rest, conversation_id, agent: path.agent, steps: path.steps };
        });
      const noise = paths.map((path) => ({ ...path, steps: shuffled(path.steps, random) }));
      return { proposed: proposeWorkflow(paths), noise: proposeWorkflow(noise) };
    });
    const lines = found.flatMap(({ proposed }) => (proposed === null ? [] : [proposed.lines]));
    expect([lines.length, workflows.length]).toEqual([14, 18]);
    expect(found.filter(({ noise }) => noise !== null)).toEqual([]);
    for (const each of lines) expect(readWorkflow(writeWorkflow(each))).toEqual({ lines: each });
  }, 60_000);
});
