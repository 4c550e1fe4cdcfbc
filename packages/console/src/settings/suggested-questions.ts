/** One question a line, as the widget offers them. */
const MOST = 6;
const LONGEST = 120;

export function parseQuestions(text: string): {
  readonly questions: readonly string[];
  readonly problem: string | null;
} {
  const lines = text.split('\n').map((line) => line.trim());
  const questions = [...new Set(lines.filter(Boolean))];
  const long = questions.find((question) => question.length > LONGEST);
  const problem =
    questions.length > MOST
      ? `At most ${MOST} questions; found ${questions.length}.`
      : long === undefined
        ? null
        : `At most ${LONGEST} characters each; “${long.slice(0, 30)}…” has ${long.length}.`;
  return { questions, problem };
}
