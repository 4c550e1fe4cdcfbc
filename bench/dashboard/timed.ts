/** How long something takes: on the wall, and in processor time, which a busy machine does not stretch. */
import { performance } from 'node:perf_hooks';

export interface Took {
  readonly ms: number;
  /** Of all threads of this process, the database's, too. */
  readonly cpu_ms: number;
}

export async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [began_ms, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - began_ms, cpu_ms: (user + system) / 1_000 };
}

export function quantiles(times: readonly Took[]) {
  const [wall, cpu] = [times.map(({ ms }) => ms), times.map(({ cpu_ms }) => cpu_ms)];
  return {
    p50_ms: quantile(wall, 0.5),
    p95_ms: quantile(wall, 0.95),
    p50_cpu_ms: quantile(cpu, 0.5),
    p95_cpu_ms: quantile(cpu, 0.95),
  };
}

/** Nearest rank; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
