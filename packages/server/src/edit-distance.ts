/**
 * How much of a draft was changed: 0 the same words, 1 nothing in common. Levenshtein over words, divided by the
 * longer text. O(n·m) in words; texts are cut at 1 500 words, which bounds it to some milliseconds.
 *
 * @example editDistance('open the settings', 'open your settings') // 0.333
 */
const MAX_WORDS = 1_500;

export function editDistance(draft: string, sent: string): number {
  const from = wordsOf(draft);
  const to = wordsOf(sent);
  const longest = Math.max(from.length, to.length);
  if (longest === 0) return 0;
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, word] of from.entries()) {
    const next = [i + 1];
    for (const [j, other] of to.entries()) {
      const replaced = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return Math.round(((row[to.length] ?? 0) / longest) * 1_000) / 1_000;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\S+/g) ?? []).slice(0, MAX_WORDS);
}
