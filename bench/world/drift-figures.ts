/**
 * What a change did to one issue: how long the old answer went out alone, and how soon the new one did.
 *
 * Read from what every replay writes down (what was answered alone, what people revealed), so that it measures any
 * engine: one that locks a topic, one that only grows unsure, one that notices nothing.
 */

/** One ticket of the changed issue, after the change or before it. */
export interface IssueStep {
  readonly day: number;
  /** The resolution that was sent alone, or null. */
  readonly sent: string | null;
  /** Did a human resolution become known? */
  readonly revealed: boolean;
}

export interface DriftFigures {
  /** Was it answered alone before? Only then can a change do harm. */
  readonly alone_before: boolean;
  /** Days from the change until the old answer is no longer sent alone; null where that never came. */
  readonly delay_days: number | null;
  /** Wrong answers sent meanwhile, and later. */
  readonly wrong_sent: number;
  /** Human resolutions until the new answer is sent alone; null where that never came. */
  readonly recovery_resolutions: number | null;
}

/** The old answer counts as stopped when this many tickets of the issue in a row went without it. */
const IN_A_ROW = 5;
const LOOKED_BACK = 5;

export function driftFigures(
  steps: readonly IssueStep[],
  change: { readonly day: number; readonly before: string; readonly after: string },
): DriftFigures {
  const old = steps.filter(({ day }) => day < change.day).slice(-LOOKED_BACK);
  const since = steps.filter(({ day }) => day >= change.day);
  const isOld = ({ sent }: IssueStep) => sent === change.before;
  const stopped = since.findIndex((_, i) => {
    const row = since.slice(i, i + IN_A_ROW);
    return row.length === IN_A_ROW && !row.some(isOld);
  });
  const recovered = since.findIndex(({ sent }) => sent === change.after);
  return {
    alone_before: old.some(isOld),
    delay_days: delayOf(stopped, since, change.day),
    wrong_sent: since.filter(({ sent }) => sent !== null && sent !== change.after).length,
    recovery_resolutions:
      recovered < 0 ? null : since.slice(0, recovered).filter(({ revealed }) => revealed).length,
  };
}

/** From the change to the last old answer before it stopped: 0 where there was none. */
function delayOf(stopped: number, since: readonly IssueStep[], changeDay: number): number | null {
  if (stopped < 0) return null;
  return stopped === 0 ? 0 : since[stopped - 1].day - changeDay;
}
