/** Replay of a staged stream, with the number of new issues that were absorbed. */
import { type Row, readRows } from './data/rows.ts';
import { absorbed, type StagedStream, stagedStream } from './data/staged-stream.ts';
import { type EncodedTexts, encodeCached } from './data/vector-cache.ts';
import { runStream } from './run-stream.ts';
import type { Result, ScenarioOptions } from './scenario.ts';

interface StagedIssues {
  readonly scenario: string;
  readonly rows: readonly Row[];
  readonly issues_at_start: number;
}

interface StagedScenario extends StagedIssues {
  readonly seeds: number;
  readonly node_nlp: boolean;
}

/** Of all tickets; fewer where CLINC150 has not as many rows out of scope. */
const OUT_OF_SCOPE = 0.07;
const TICKETS_PER_DAY = 50;

export async function runStaged(given: StagedScenario, options: ScenarioOptions): Promise<Result> {
  const { scenario, seeds, node_nlp } = given;
  const { encoder, streamOf } = await readStaged(given, options);
  const counts: number[] = [];
  const report = await runStream(
    {
      scenario,
      encoder,
      seeds,
      node_nlp,
      tickets: (seed) => streamOf(seed).tickets,
      onRecords: (records, seed) => counts.push(absorbed(records, streamOf(seed).new_issues)),
    },
    options,
  );
  return {
    ...report,
    new_issues: streamOf(1).new_issues.size,
    new_issues_absorbed: counts.reduce((sum, value) => sum + value, 0) / counts.length,
    new_issues_absorbed_by_seed: counts,
  };
}

/** The messages with their vectors, and the stream that a seed makes of them. */
export async function readStaged(
  { scenario, rows, issues_at_start }: StagedIssues,
  { onProgress }: Pick<ScenarioOptions, 'onProgress'>,
): Promise<{ readonly encoder: EncodedTexts; readonly streamOf: (seed: number) => StagedStream }> {
  const count = Math.round((rows.length * OUT_OF_SCOPE) / (1 - OUT_OF_SCOPE));
  const strangers = readRows('clinc150')
    .filter((row) => row.topic === 'oos')
    .slice(0, count);
  const all = [...rows, ...strangers];
  const encoder = await encodeCached(
    scenario.split('-')[0],
    all.map((row) => row.text),
    (done, total) => onProgress({ phase: 'encoding', done, total }),
  );
  const messages = all.map((row, i) => ({ row, vector: encoder.vectors[i] }));
  const streamOf = (seed: number) =>
    stagedStream({
      messages: messages.slice(0, rows.length),
      strangers: messages.slice(rows.length),
      issues_at_start,
      tickets_per_day: TICKETS_PER_DAY,
      seed: `${scenario}/${seed}`,
    });
  return { encoder, streamOf };
}
