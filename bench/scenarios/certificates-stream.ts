/**
 * Certificates on real messages: `banking77-staged`, many seeds, each certified threshold judged by what followed it.
 *
 * `certificate` is the share of seeded runs in which any threshold that was ever in force is broken (see
 * `data/true-risk.ts`), `certificate_first_unlock` the same for the first one of each run, `certificate_above` without
 * an allowance for chance. Beside it, on the same confidences: a plug-in threshold, chosen anew every 50 labels.
 * Deterministic by seed; `--seeds 1` takes as long as one replay of the stream, `--seeds 50` fifty times as long.
 */
import { setImmediate } from 'node:timers/promises';
import { Replay, type ReplayRecord, type ReplayTicket } from '@understudy/engine';
import { plugInThreshold } from '../../packages/engine/src/certify/index.ts';
import { readRows } from '../data/rows.ts';
import { type CertifiedAt, type JudgedThreshold, judge } from '../data/true-risk.ts';
import { readStaged } from '../run-staged.ts';
import type { Scenario, ScenarioOptions } from '../scenario.ts';
import { versions } from '../versions.ts';

const SETTINGS = { max_error: 0.05, delta: 0.1, audit_rate: 0.2 };
const SEEDS = 50;
const CELL = 'read-only';
const PLUG_IN_EVERY = 50;
const PAUSE_EVERY = 50;

interface Run {
  readonly records: readonly ReplayRecord[];
  readonly certified: readonly CertifiedAt[];
}

export const certificatesStream: Scenario = {
  id: 'certificates-stream',
  about: 'banking77-staged over many seeds: how often was a certified threshold worse than promised?',
  run: async (options) => {
    const seeds = options.seeds ?? SEEDS;
    const rows = readRows('banking77');
    const { encoder, streamOf } = await readStaged(
      { scenario: 'banking77-staged', rows, issues_at_start: 40 },
      options,
    );
    const own: JudgedThreshold[][] = [];
    const plugin: JudgedThreshold[][] = [];
    let [coverage, risk, tickets] = [0, 0, 0];
    for (let seed = 1; seed <= seeds; seed++) {
      const stream = streamOf(seed).tickets.slice(0, options.limit);
      const run = await replay(stream, { ...options, seed, encoder, seeds });
      own.push(judge(run.certified, run.records, SETTINGS.max_error));
      plugin.push(judge(plugIn(run.records), run.records, SETTINGS.max_error));
      const alone = run.records.filter((record) => record.autonomous);
      tickets = stream.length;
      coverage += alone.length / run.records.length / seeds;
      risk += alone.filter((record) => !record.correct).length / Math.max(1, alone.length) / seeds;
    }
    return {
      scenario: 'certificates-stream',
      seeds,
      tickets,
      coverage,
      risk,
      ...sharesOf(own),
      baselines: { plugin: sharesOf(plugin) },
      by_seed: own.map(worstOf),
      config: SETTINGS,
      versions: versions(),
      command: options.command,
    };
  },
};

async function replay(
  tickets: readonly ReplayTicket[],
  given: Pick<ScenarioOptions, 'onProgress'> & {
    seed: number;
    seeds: number;
    encoder: { readonly encoder_id: string; readonly dimensions: number };
  },
): Promise<Run> {
  const { encoder_id, dimensions } = given.encoder;
  const config = { encoder_id, dimensions };
  // No frozen twin: it would cost a second decision a ticket.
  const run = new Replay({
    config,
    seed: given.seed,
    settings: SETTINGS,
    freeze_at: Number.POSITIVE_INFINITY,
  });
  const certified: CertifiedAt[] = [];
  for (const [index, ticket] of tickets.entries()) {
    const threshold = run.engine.certificates.find(({ cell }) => cell === CELL)?.threshold ?? null;
    if (threshold !== null && threshold !== certified.at(-1)?.threshold) certified.push({ index, threshold });
    run.step(ticket);
    if (index % PAUSE_EVERY > 0) continue;
    given.onProgress({
      phase: `replay, seed ${given.seed} of ${given.seeds}`,
      done: index,
      total: tickets.length,
    });
    await setImmediate();
  }
  return { records: run.records, certified };
}

/** What a threshold that looks good on all labels so far would have been; it sees every ticket's label. */
function plugIn(records: readonly ReplayRecord[]): CertifiedAt[] {
  const labelled = records.map(({ confidence, correct }) => ({
    score: confidence,
    wrong: !correct,
    propensity: 1,
  }));
  const chosen: CertifiedAt[] = [];
  for (let count = 2 * PLUG_IN_EVERY; count < records.length; count += PLUG_IN_EVERY) {
    const threshold = plugInThreshold(labelled.slice(0, count), SETTINGS.max_error);
    if (threshold !== null) chosen.push({ index: records[count].index, threshold });
  }
  return chosen;
}

function sharesOf(runs: readonly (readonly JudgedThreshold[])[]) {
  const share = (counts: (run: readonly JudgedThreshold[]) => boolean) =>
    runs.filter(counts).length / runs.length;
  return {
    certificate: share((run) => run.some(({ broken }) => broken)),
    certificate_first_unlock: share((run) => run[0]?.broken ?? false),
    certificate_above: share((run) => run.some(({ above }) => above)),
    thresholds: runs.reduce((sum, run) => sum + run.length, 0),
    thresholds_broken: runs.reduce((sum, run) => sum + run.filter(({ broken }) => broken).length, 0),
  };
}

function worstOf(run: readonly JudgedThreshold[]) {
  const worst = run.toSorted((left, right) => right.risk - left.risk)[0] ?? null;
  return { thresholds: run.length, broken: run.filter(({ broken }) => broken).length, worst };
}
