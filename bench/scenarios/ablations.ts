/**
 * Does each mechanism earn its place? The Banking77 streams again with each one switched off, one at a time.
 *
 * `streams.STREAM.whole` is the engine as it ships; each other row is the same without that mechanism. A row's
 * `difference` is the row less the whole: below zero in `coverage` or `hit_at_1` means that the mechanism helps.
 * Differences of one seed lie within the noise of audits and order up to about .02 in coverage. No baselines run.
 */
import type { Mechanism, ReplayRecord, ReplayReport, ReplayTicket } from '@understudy/engine';
import { readRows } from '../data/rows.ts';
import { absorbed } from '../data/staged-stream.ts';
import { readStaged } from '../run-staged.ts';
import { runStream } from '../run-stream.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';
import { readCold } from './banking77-cold.ts';

/** What works by contexts only, which these streams have none of: `world-context` measures it. */
type Measured = Exclude<Mechanism, 'confusions'>;

/** What is missing without it; a record, so that no mechanism of the engine can be forgotten here. */
const LEFT_OUT: Readonly<Record<Measured, string>> = {
  lexical: 'words and character n-grams: vectors alone',
  dense: 'vectors: words and character n-grams alone',
  debias: 'the correction for the number of exemplars',
  adaptation: 'the learned map of vectors',
  head: 'the linear head beside the neighbours',
  'learned-ranker': 'the ranker’s own weights: its prior stays',
  'learned-confidence': 'the confidence’s own weights: its prior stays',
  novelty: 'the gate for what is unlike all that is known',
  'live-certificate': 'certificates that go on while answers go out alone',
  audits: 'checks of what was answered alone: only hand-overs and drafts are labels',
  glossary: 'learned jargon',
};
const MECHANISMS = Object.keys(LEFT_OUT) as readonly Measured[];

const FIELDS = [
  'coverage',
  'risk',
  'risk_upper90',
  'coverage_last_quarter',
  'hit_at_1',
  'hit_at_3',
  'aurc',
  'ece',
  'novelty_auroc',
  'absorb_median',
  'absorb_suggest',
  'absorb_after_unlock_median',
] as const satisfies readonly (keyof ReplayReport)[];

type Figures = Readonly<Record<string, number | null>>;

interface AblatedStream {
  readonly scenario: string;
  readonly encoder: { readonly encoder_id: string; readonly dimensions: number };
  readonly tickets: (seed: number) => readonly ReplayTicket[];
  /** New issues that were absorbed; null where all are there from the start. */
  readonly absorbed: ((records: readonly ReplayRecord[], seed: number) => number) | null;
}

export const ablations: Scenario = {
  id: 'ablations',
  about: 'both Banking77 streams with each mechanism switched off, one at a time; one seed',
  run: async (options) => {
    const seeds = options.seeds ?? 1;
    const streams: Record<string, Record<string, Figures | { readonly difference: Figures }>> = {};
    for (const stream of await readStreams(options)) {
      streams[stream.scenario] = await ablate(stream, { ...options, seeds });
    }
    const { command } = options;
    return { scenario: 'ablations', seeds, streams, left_out: LEFT_OUT, versions: versions(), command };
  },
};

async function readStreams(options: ScenarioOptions): Promise<readonly AblatedStream[]> {
  const banking = { scenario: 'banking77-staged', rows: readRows('banking77'), issues_at_start: 40 };
  const staged = await readStaged(banking, options);
  const cold = await readCold(options);
  return [
    {
      scenario: banking.scenario,
      encoder: staged.encoder,
      tickets: (seed) => staged.streamOf(seed).tickets,
      absorbed: (records, seed) => absorbed(records, staged.streamOf(seed).new_issues),
    },
    { scenario: 'banking77-cold', encoder: cold.encoder, tickets: cold.tickets, absorbed: null },
  ];
}

async function ablate(stream: AblatedStream, options: ScenarioOptions) {
  const whole = await figuresOf(stream, [], options);
  const rows: Record<string, Figures | { readonly difference: Figures }> = { whole };
  for (const mechanism of MECHANISMS) {
    const figures = await figuresOf(stream, [mechanism], options);
    rows[mechanism] = { ...figures, difference: differenceOf(figures, whole) };
  }
  return rows;
}

async function figuresOf(
  stream: AblatedStream,
  without: readonly Mechanism[],
  options: ScenarioOptions,
): Promise<Figures> {
  const { scenario, encoder, tickets } = stream;
  const counts: number[] = [];
  const name = without.length === 0 ? scenario : `${scenario} without ${without.join(', ')}`;
  const report = await runStream(
    {
      scenario,
      encoder,
      tickets,
      seeds: 1,
      node_nlp: false,
      alone: true,
      without,
      onRecords: (records, seed) => {
        if (stream.absorbed !== null) counts.push(stream.absorbed(records, seed));
      },
    },
    {
      ...options,
      onProgress: ({ phase, done, total }) => options.onProgress({ phase: `${name}, ${phase}`, done, total }),
    },
  );
  const figures: Figures = Object.fromEntries(FIELDS.map((field) => [field, report[field]]));
  if (counts.length === 0) return figures;
  const mean = counts.reduce((sum, value) => sum + value, 0) / counts.length;
  return { ...figures, new_issues_absorbed: mean };
}

/** Null where one of the two is. */
export function differenceOf(figures: Figures, whole: Figures): Figures {
  const differences = Object.entries(figures).map(([field, value]) => {
    const own = whole[field] ?? null;
    return [field, value === null || own === null ? null : value - own];
  });
  return Object.fromEntries(differences);
}
