/**
 * A workflow as people read and write it: one line a step, and nothing that has to be learned.
 *
 * `Check the order` is always done; `If paid: Refund it` only where that was seen; `If no: back to 2` leads back to a line.
 * Lines with the same condition, one after the other, are done one after the other. A line is found in the log by its
 * words (`check-order`, `Check_order` and `checkOrder` are one), or by the name that stands in brackets at its end:
 * `Look at the order in the shop [check-order]`. Numbers in front are written by us and passed over when read.
 * Limits: `MOST_LINES` lines of `LONGEST_LINE` characters.
 *
 * @example
 * readWorkflow('1. Check the order\n2. If paid: Refund it');
 * // => { lines: [{ words: 'Check the order', step: 'check-the-order', when: null, back_to: null }, …] }
 */
import { isObservation, OBSERVED } from './path-steps.ts';

export interface WorkflowLine {
  /** As people read it; empty where the line only leads back. */
  readonly words: string;
  /** Its folded name in the log; empty where the line only leads back. */
  readonly step: string;
  /** What has to be seen for it, as people read it; null: always. */
  readonly when: string | null;
  /** Number of the line that it leads back to, from 1 on; null where it is a step. */
  readonly back_to: number | null;
}

export const MOST_LINES = 60;
export const LONGEST_LINE = 300;

const NUMBER = /^\s*(?:\d{1,3}\s*[.)]|[-*•])\s*/;
const CONDITION = /^if\s+(.+?):\s+(.+)$/i;
const BACK = /^back to (?:step )?(\d{1,3})\.?$/i;
const NAMED = /^(.+?)\s*\[([^[\]]+)\]$/;

/** One name for all ways to write a step; an observation keeps its `?`. */
export function folded(step: string): string {
  const name = (isObservation(step) ? step.slice(OBSERVED.length) : step)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return (isObservation(step) ? OBSERVED : '') + (name || step.trim());
}

/** `check-order` → `Check order`. */
export function wordsOf(step: string): string {
  const words = folded(step).replace(/^\?/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is wrong is told as a sentence for who wrote it. */
export function readWorkflow(
  text: string,
): { readonly lines: readonly WorkflowLine[] } | { readonly problem: string } {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (rows.length === 0) return { problem: 'A workflow has at least one line.' };
  if (rows.length > MOST_LINES) return { problem: `A workflow has at most ${MOST_LINES} lines.` };
  const lines = rows.map((row) => readLine(row.replace(NUMBER, '').trim()));
  for (const [i, { words, step, when, back_to }] of lines.entries()) {
    const at = i + 1;
    if ((rows[i] ?? '').length > LONGEST_LINE)
      return { problem: `Line ${at} is longer than ${LONGEST_LINE} characters.` };
    if (back_to === null && words === '') return { problem: `Line ${at} is empty.` };
    if (back_to === null) {
      const before = lines.findIndex((each) => each.back_to === null && each.step === step);
      if (before < i)
        return {
          problem: `Line ${at} is line ${before + 1} again: write “If …: back to ${before + 1}”, or other words.`,
        };
    } else if (when === null)
      return { problem: `Line ${at} leads back always: write when, as in “If no: back to ${back_to}”.` };
    else if (back_to >= at || lines[back_to - 1]?.back_to !== null)
      return { problem: `Line ${at} leads back to line ${back_to}, which is no step before it.` };
  }
  return { lines };
}

function readLine(row: string): WorkflowLine {
  const [, when = null, then = row] = CONDITION.exec(row) ?? [];
  const back = BACK.exec(then)?.[1];
  if (back !== undefined) return { words: '', step: '', when, back_to: Number(back) };
  const [, words = then, name = then] = NAMED.exec(then) ?? [];
  return { words, step: folded(name), when, back_to: null };
}

/** The text that `readWorkflow` reads as these lines. */
export function writeWorkflow(lines: readonly WorkflowLine[]): string {
  return lines
    .map(({ words, step, when, back_to }, i) => {
      const name = folded(words) === step ? '' : ` [${step}]`;
      const then = back_to === null ? words + name : `back to ${back_to}`;
      return `${i + 1}. ${when === null ? '' : `If ${when}: `}${then}`;
    })
    .join('\n');
}
