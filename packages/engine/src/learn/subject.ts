/**
 * The subject of a question: its first line that says something, without the greeting.
 *
 * It names conversations in lists and, where nothing better does, resolutions.
 * Limits: greetings of the seven languages that mining reads; at most `MAX_SUBJECT` characters.
 *
 * @example
 * subjectOf('Hi team,\n\nThe invoice is wrong.\nThanks');   // => 'The invoice is wrong.'
 */
export const MAX_SUBJECT = 120;

const GREETING =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|bonjour|salut|hola|buen[oa]s (?:d[ií]as|tardes)|ciao|buongiorno|salve|ol[áa]|bom dia)\b[^\n,!.:]{0,30}[,!.:]*\s*)+/iu;

export function subjectOf(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  for (const line of lines) {
    const said = line
      .replace(GREETING, (greeting) =>
        /[,!.:]\s*$|\s$/u.test(greeting) || greeting === line ? '' : greeting,
      )
      .trim();
    if (/[\p{L}\p{N}]/u.test(said)) return said.slice(0, MAX_SUBJECT);
  }
  return (lines.find((line) => line !== '') ?? '').slice(0, MAX_SUBJECT);
}
