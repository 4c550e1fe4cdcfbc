/** How a check says what it found; bounds what it quotes. */
import type { CheckName, Finding, Verdict } from './checked-lesson.ts';

const MAX_EVIDENCE = 5;
const MAX_QUOTE = 200;

/** One thing that speaks against a lesson. */
export interface Objection {
  readonly verdict: Exclude<Verdict, 'pass'>;
  readonly why: string;
  readonly evidence: readonly string[];
}

export const doubt = (why: string, ...evidence: readonly string[]): Objection => ({
  verdict: 'doubt',
  why,
  evidence,
});

export const block = (why: string, ...evidence: readonly string[]): Objection => ({
  verdict: 'block',
  why,
  evidence,
});

/** The gravest objection speaks; what else was found of its gravity stands in the evidence. */
export function findingOf(check: CheckName, objections: readonly Objection[], fine: string): Finding {
  const verdict: Verdict = objections.some((each) => each.verdict === 'block')
    ? 'block'
    : objections.length > 0
      ? 'doubt'
      : 'pass';
  const said = objections.filter((each) => each.verdict === verdict);
  const evidence = [...new Set(said.flatMap((each) => each.evidence.map(quote)))].slice(0, MAX_EVIDENCE);
  return { check, verdict, why: said[0]?.why ?? fine, evidence };
}

/** Cut by whole characters. */
function quote(text: string): string {
  const plain = text.trim();
  return plain.length <= MAX_QUOTE
    ? plain
    : `${Array.from(plain.slice(0, MAX_QUOTE - 2))
        .slice(0, -1)
        .join('')}…`;
}
