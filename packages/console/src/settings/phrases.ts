/** Phrases as a lead writes them: one per line. The limits are those of the API. */
const MAX_PHRASES = 500;
const MAX_LENGTH = 80;

export interface ReadPhrases {
  /** Trimmed, each once. */
  readonly phrases: readonly string[];
  /** In words; null where all is well. */
  readonly problem: string | null;
}

export function parsePhrases(written: string): ReadPhrases {
  const lines = written.split('\n').map((line) => line.trim());
  const phrases = [...new Set(lines.filter((line) => line !== ''))];
  return { phrases, problem: problemOf(phrases) };
}

function problemOf(phrases: readonly string[]): string | null {
  const long = phrases.find((phrase) => phrase.length > MAX_LENGTH);
  if (long !== undefined)
    return `At most ${MAX_LENGTH} characters a line; “${long.slice(0, 20)}…” has ${long.length}.`;
  const empty = phrases.find((phrase) => !/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(phrase));
  if (empty !== undefined) return `At least two letters or digits a line; found “${empty}”.`;
  return phrases.length > MAX_PHRASES ? `At most ${MAX_PHRASES} lines; found ${phrases.length}.` : null;
}
