/** The replay of a scenario's stream, with the baselines beside it. */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import {
  type EncodedQuestion,
  type Mechanism,
  type ReplayRecord,
  type ReplayReport,
  type ReplayTicket,
  retrainedBaseline,
  runReplay,
  STREAM_BASELINES,
  type StreamBaseline,
} from '@understudy/engine';
import { NodeNlpBaseline } from '../packages/cli/src/baselines/node-nlp.ts';
import type { ScenarioOptions } from './scenario.ts';
import { versions } from './versions.ts';

export interface Stream {
  readonly scenario: string;
  readonly encoder: { readonly encoder_id: string; readonly dimensions: number };
  readonly tickets: (seed: number) => readonly ReplayTicket[];
  readonly strangers?: readonly EncodedQuestion[];
  /** Unless the command line says otherwise. */
  readonly seeds: number;
  /** node-nlp beside it: short messages only, since on long ones a single training takes minutes. */
  readonly node_nlp: boolean;
  /** Without any baseline beside it but the frozen twin and the oracle threshold, which cost nothing. */
  readonly alone?: boolean;
  /** Mechanisms that are switched off. */
  readonly without?: readonly Mechanism[];
  readonly onRecords?: (records: readonly ReplayRecord[], seed: number) => void;
}

/** Share of wrong autonomous answers that is accepted, and of autonomous answers that people check. */
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };

const NODE_NLP = retrainedBaseline('node_nlp_30d', () => new NodeNlpBaseline());

export function runStream(stream: Stream, options: ScenarioOptions): Promise<ReplayReport> {
  const { encoder_id, dimensions } = stream.encoder;
  const { without } = stream;
  return runReplay({
    scenario: stream.scenario,
    tickets: (seed) => stream.tickets(seed).slice(0, options.limit),
    ...(stream.strangers === undefined ? {} : { strangers: stream.strangers }),
    seeds: options.seeds ?? stream.seeds,
    config: { encoder_id, dimensions, ...(without === undefined ? {} : { without }) },
    settings: SETTINGS,
    baselines: baselinesOf(stream),
    clock: () => performance.now(),
    rss_mib: () => process.memoryUsage().rss / 2 ** 20,
    onProgress: options.onProgress,
    ...(stream.onRecords === undefined ? {} : { onRecords: stream.onRecords }),
    pause: () => setImmediate(),
    versions: versions(),
    command: options.command,
  });
}

function baselinesOf({ alone = false, node_nlp }: Stream): readonly StreamBaseline[] {
  if (alone) return [];
  return node_nlp ? [...STREAM_BASELINES, onFirstSeed(NODE_NLP)] : STREAM_BASELINES;
}

/** For what takes minutes and hardly differs between seeds. */
function onFirstSeed(baseline: StreamBaseline): StreamBaseline {
  return {
    name: baseline.name,
    run: (tickets, options) => (options.seed === 1 ? baseline.run(tickets, options) : Promise.resolve({})),
  };
}
