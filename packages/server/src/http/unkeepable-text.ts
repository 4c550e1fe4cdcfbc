/** What no database keeps: U+0000 in a text. Whoever sends it is told, before anything is begun. */
import { ProblemError } from './problem.ts';

/** Null where there is none. Without recursion: what was sent may be nested as deep as it is long. */
export function refuseUnkeepable(sent: unknown): ProblemError | null {
  const rest: unknown[] = [sent];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'string' && value.includes('\0'))
      return new ProblemError('invalid-request', 'Expected text without the character U+0000.');
    if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) rest.push(key, part);
  }
  return null;
}
