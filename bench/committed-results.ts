/** The results that are committed: one file a scenario under `results/`, as the run with `--save` wrote it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './scenario.ts';

const fileOf = (id: string): string => join(import.meta.dirname, 'results', `${id}.json`);

export function committedResult(id: string): Result | null {
  const file = fileOf(id);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null;
}

export function saveResult(result: Result): void {
  writeFileSync(fileOf(result.scenario), textOf(result));
}

/** Five digits are more than any of these figures deserves. */
export function textOf(result: Result): string {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
  return `${JSON.stringify(result, rounded, 2)}\n`;
}

/** The size of the run that a committed result came from: only the same size can be compared with it. */
export function sizeOf({ command }: Result): { seeds: number | undefined; limit: number | undefined } {
  const flag = (name: string): number | undefined => {
    const found = new RegExp(`--${name} (\\d+)`).exec(command);
    return found === null ? undefined : Number(found[1]);
  };
  return { seeds: flag('seeds'), limit: flag('limit') };
}
