/** What the steps of `npm test` hand back, and the last line that sums them up. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StepResult extends Counts {
  readonly name: string;
  /** Failures and reasons, ready to be printed. */
  readonly notes: readonly string[];
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

export const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Runs a step; one that throws counts as failed. */
export async function runStep(
  name: string,
  step: () => Promise<Omit<StepResult, 'name'>>,
): Promise<StepResult> {
  try {
    return { name, ...(await step()) };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, ...NOTHING, failed: 1, notes: [`${name} crashed: ${reason}`] };
  }
}
