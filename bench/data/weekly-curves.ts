/**
 * Learning curves as a team sees them: week by week, how many conversations there were and how many were answered alone.
 *
 * Replays of short streams, each with its own seed, its own part of the messages and its own share of issues that are born on
 * the way, so that curves differ as desks do.
 */
import { setImmediate } from 'node:timers/promises';
import { Replay, SeededRandom } from '@understudy/engine';
import type { CoverageWeek } from '../../packages/engine/src/watch/forecast.ts';
import type { ScenarioOptions } from '../scenario.ts';
import { readRows } from './rows.ts';
import { type Message, stagedStream } from './staged-stream.ts';
import { encodeCached } from './vector-cache.ts';

export interface CurveSource {
  readonly name: 'banking77' | 'clinc150';
  /** Of the messages, the share that one stream holds. */
  readonly share: number;
  /** Issues that are there from the start, by seed in turn. */
  readonly issues_at_start: readonly number[];
}

const OUT_OF_SCOPE = 0.07;
const WEEK = 7;
const SETTINGS = { max_error: 0.05, audit_rate: 0.2 };
const STEPS_BETWEEN_PAUSES = 100;

/** `tickets_per_day`: how long a stream lasts follows from it. */
export async function readCurves(
  source: CurveSource,
  tickets_per_day: number,
  { onProgress }: Pick<ScenarioOptions, 'onProgress'>,
): Promise<(seed: number) => Promise<CoverageWeek[]>> {
  const rows = readRows(source.name).filter(({ topic }) => topic !== 'oos');
  const strange = readRows('clinc150').filter(({ topic }) => topic === 'oos');
  const all = [...rows, ...strange];
  const texts = all.map(({ text }) => text);
  const encoded = await encodeCached(source.name, texts, (done, total) =>
    onProgress({ phase: `encoding ${source.name}`, done, total }),
  );
  const messages = all.map((row, i): Message => ({ row, vector: encoded.vectors[i] }));
  const { encoder_id, dimensions } = encoded;
  return async (seed) => {
    const random = new SeededRandom(`curves/${source.name}/${seed}`);
    const own = random.shuffle(messages.slice(0, rows.length));
    const count = Math.round(source.share * rows.length);
    const { tickets } = stagedStream({
      messages: own.slice(0, count),
      strangers: random.shuffle(messages.slice(rows.length)).slice(0, Math.round(OUT_OF_SCOPE * count)),
      issues_at_start: source.issues_at_start[seed % source.issues_at_start.length],
      tickets_per_day,
      seed: `curves/${source.name}/${seed}`,
    });
    const config = { encoder_id, dimensions };
    const replay = new Replay({ config, seed, settings: SETTINGS, freeze_at: Number.POSITIVE_INFINITY });
    const weeks: { alone: number; total: number }[] = [];
    for (const [index, ticket] of tickets.entries()) {
      const { action } = replay.step(ticket);
      const week = Math.floor(index / tickets_per_day / WEEK);
      weeks[week] ??= { alone: 0, total: 0 };
      weeks[week].total += 1;
      weeks[week].alone += action === 'answer' ? 1 : 0;
      if (index % STEPS_BETWEEN_PAUSES > 0) continue;
      onProgress({ phase: `${source.name}, seed ${seed}`, done: index, total: tickets.length });
      await setImmediate();
    }
    // The last week is rarely a whole one.
    return weeks.slice(0, -1);
  };
}
