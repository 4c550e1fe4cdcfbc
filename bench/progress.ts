/** Progress lines for a person: at most one a second, and each phase's first. */
import { performance } from 'node:perf_hooks';
import type { ReplayProgress } from '@understudy/engine';

const INTERVAL_MS = 1_000;

export function progressTo(
  stream: { write: (text: string) => unknown; isTTY?: boolean },
  name: string,
): { show: (progress: ReplayProgress) => void; end: () => void } {
  const started_ms = performance.now();
  let shown_ms = Number.NEGATIVE_INFINITY;
  let phase = '';
  const seconds = () => ((performance.now() - started_ms) / 1000).toFixed(0);
  const show = (progress: ReplayProgress) => {
    const isNew = progress.phase !== phase;
    const interval_ms = stream.isTTY === true ? INTERVAL_MS : INTERVAL_MS * 30;
    if (!isNew && performance.now() - shown_ms < interval_ms) return;
    phase = progress.phase;
    shown_ms = performance.now();
    stream.write(`${name} ${seconds()} s: ${phase}, ${progress.done} of ${progress.total}\n`);
  };
  return { show, end: () => stream.write(`${name}: done in ${seconds()} s\n`) };
}
