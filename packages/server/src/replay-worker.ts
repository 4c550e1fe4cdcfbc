/** The thread that replays a workspace's history: tickets in, points of the curve and labels out. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  type CurveBlock,
  curve,
  type EngineConfig,
  type PolicySettings,
  Replay,
  type ReplayTicket,
  type ShadowLabel,
} from '@understudy/engine';

export interface ReplayWork {
  readonly config: EngineConfig;
  readonly settings: Partial<PolicySettings>;
  readonly seed: number;
  readonly tickets: readonly ReplayTicket[];
}
export interface ReplayNews {
  readonly done: number;
  readonly point: CurveBlock | null;
  readonly labels: readonly ShadowLabel[];
}

const BLOCKS = 20;

const { config, settings, seed, tickets } = workerData as ReplayWork;
let labels: ShadowLabel[] = [];
const replay = new Replay({
  config,
  settings,
  seed,
  freeze_at: Math.ceil(tickets.length / 10),
  onEvent: (event) => {
    if (event.kind === 'decision-labelled') labels.push(event.label);
  },
});
let blocks = 0;
for (const [i, ticket] of tickets.entries()) {
  replay.step(ticket);
  const done = i + 1;
  if (Math.floor((done * BLOCKS) / tickets.length) === blocks) continue;
  blocks = Math.floor((done * BLOCKS) / tickets.length);
  const news: ReplayNews = { done, point: curve(replay.records, blocks).at(-1) ?? null, labels };
  parentPort?.postMessage(news);
  labels = [];
}
