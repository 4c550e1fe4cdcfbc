/** Progress lines for a person: at most one a second, and each phase's first; with the time that is left. */
import { performance } from 'node:perf_hooks';
import type { ReplayProgress } from '@understudy/engine';

const INTERVAL_MS = 1_000;
/** Before this, a phase is too young to be extrapolated. */
const MIN_PHASE_MS = 2_000;

interface Given {
  readonly name: string;
  /** What the committed run took as a whole; null where nobody knows. */
  readonly expected_s: number | null;
  readonly now?: () => number;
}

export interface Progress {
  readonly show: (progress: ReplayProgress) => void;
  /** Returns the seconds that the whole took. */
  readonly end: () => number;
}

export function progressTo(
  stream: { write: (text: string) => unknown; isTTY?: boolean },
  { name, expected_s, now = () => performance.now() }: Given,
): Progress {
  const started_ms = now();
  const interval_ms = stream.isTTY === true ? INTERVAL_MS : INTERVAL_MS * 30;
  let shown_ms = Number.NEGATIVE_INFINITY;
  let phase = '';
  let phaseStarted_ms = started_ms;
  const show = (progress: ReplayProgress) => {
    const at_ms = now();
    const isNew = progress.phase !== phase;
    if (isNew) phaseStarted_ms = at_ms;
    if (!isNew && at_ms - shown_ms < interval_ms) return;
    phase = progress.phase;
    shown_ms = at_ms;
    const elapsed_s = (at_ms - started_ms) / 1000;
    const rest = restOf(
      progress,
      at_ms - phaseStarted_ms,
      expected_s === null ? null : expected_s - elapsed_s,
    );
    stream.write(`${name} ${duration(elapsed_s)}: ${phase}, ${progress.done} of ${progress.total}${rest}\n`);
  };
  const end = () => {
    const took_s = (now() - started_ms) / 1000;
    stream.write(`${name}: done in ${duration(took_s)}\n`);
    return took_s;
  };
  return { show, end };
}

/** The phase by its own pace; the whole by what the committed run took. */
function restOf({ done, total }: ReplayProgress, phase_ms: number, whole_s: number | null): string {
  const known = done > 0 && phase_ms >= MIN_PHASE_MS;
  const phase_s = known ? (phase_ms / 1000) * ((total - done) / done) : null;
  const parts = [
    ...(phase_s === null ? [] : [`this about ${duration(phase_s)} more`]),
    ...(whole_s === null || whole_s <= 0 ? [] : [`all about ${duration(whole_s)}, as the committed run`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}
