/**
 * The lead of a question: its first line, or first sentence of a long line, where the problem is usually named.
 *
 * Null where the lead would be the whole text anyway.
 *
 * @example
 * leadOf('Printing fails\n\nSince the update nothing prints.');   // => 'Printing fails'
 */
const MAX_LEAD = 200;

export function leadOf(text: string): string | null {
  const line = text.trimStart().split('\n', 1)[0].trim();
  const sentence = line.length <= MAX_LEAD ? line : firstSentence(line);
  return sentence.length === 0 || sentence.length >= text.trim().length ? null : sentence;
}

function firstSentence(line: string): string {
  const end = line.slice(0, MAX_LEAD).search(/[.!?](\s|$)|[。！？]/u);
  return end > 0 ? line.slice(0, end + 1) : line.slice(0, MAX_LEAD);
}
