/** What a person types about the page, one thing a line: each kind is told what is wrong with its first bad line. */

export interface Lines {
  readonly lines: readonly string[];
  readonly problem: string | null;
}

type Kind = 'paths' | 'query_keys' | 'selectors';

const MOST: Readonly<Record<Kind, number>> = { paths: 50, query_keys: 20, selectors: 20 };

/** Null where a line is as it should be. */
const CHECKS: Readonly<Record<Kind, (line: string) => string | null>> = {
  paths: (line) =>
    /^\/[^?#\s]{0,199}$/.test(line) ? null : `Expected a path such as /app/*; found “${line}”.`,
  query_keys: (line) =>
    /^[\w.-]{1,50}$/.test(line)
      ? null
      : `Expected a key such as tab, of letters, digits, _ . -; found “${line}”.`,
  selectors: (line) =>
    line.length > 200 ? `At most 200 characters each; “${line.slice(0, 20)}…” has ${line.length}.` : null,
};

export function parseLines(kind: Kind, text: string): Lines {
  const typed = text.split('\n').map((line) => line.trim());
  const lines = [...new Set(typed.filter(Boolean))];
  const wrong = lines.map((line) => CHECKS[kind](line)).find((problem) => problem !== null);
  const many = lines.length > MOST[kind] ? `At most ${MOST[kind]} lines; found ${lines.length}.` : null;
  return { lines, problem: wrong ?? many };
}
