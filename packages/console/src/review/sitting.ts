/** How fast one person reviews in one sitting: keys and time for each lesson that they decided. Pure. */

export interface Decided {
  /** Keys and clicks from the decision before. */
  readonly keys: number;
  readonly ms: number;
}

export interface Sitting {
  readonly decided: readonly Decided[];
  /** Since the last decision. */
  readonly keys: number;
  readonly since_ms: number;
}

export const beginSitting = (now_ms: number): Sitting => ({ decided: [], keys: 0, since_ms: now_ms });
export const countKey = (sitting: Sitting): Sitting => ({ ...sitting, keys: sitting.keys + 1 });

/** Several at once share what it took. */
export function countDecisions(sitting: Sitting, lessons: number, now_ms: number): Sitting {
  if (lessons === 0) return sitting;
  const each = { keys: sitting.keys / lessons, ms: (now_ms - sitting.since_ms) / lessons };
  const decided = [...sitting.decided, ...Array.from({ length: lessons }, () => each)];
  return { decided, keys: 0, since_ms: now_ms };
}

/** What was taken back costs its keys and time to the lesson that is decided instead. */
export function uncountDecision(sitting: Sitting): Sitting {
  const last = sitting.decided.at(-1);
  if (!last) return sitting;
  return {
    decided: sitting.decided.slice(0, -1),
    keys: sitting.keys + last.keys,
    since_ms: sitting.since_ms - last.ms,
  };
}

export interface Pace extends Decided {
  readonly lessons: number;
}

/** Medians: a coffee between two lessons says nothing about them. Null where none was decided. */
export function paceOf({ decided }: Sitting): Pace | null {
  if (decided.length === 0) return null;
  return {
    lessons: decided.length,
    keys: median(decided.map(({ keys }) => keys)),
    ms: median(decided.map(({ ms }) => ms)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}
