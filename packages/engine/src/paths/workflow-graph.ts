/**
 * Which step of a written workflow leads to which, for `conformance.ts`.
 *
 * A step that is always done follows everything that may stand before it. A condition opens a branch: it is passed by
 * where it was not seen, and its lines are done in order. A way back closes its branch. Whether a condition was seen is
 * not asked here: the log may lack it.
 *
 * @example
 * graphOf(lines('Check\nIf paid: Refund\nPart'));   // => check → refund, check → part, refund → part
 */
import type { WorkflowGraph } from './conformance.ts';
import type { WorkflowLine } from './workflow-text.ts';

/** Lines with one condition, one after the other; `last` is null once they led back. */
interface Branch {
  readonly when: string;
  readonly last: string | null;
}

/** Before the first step. */
const START = null;

export function graphOf(lines: readonly WorkflowLine[]): WorkflowGraph {
  const edges: (readonly [string, string])[] = [];
  const starts = new Set<string>();
  const lead = (from: string | null, to: string) =>
    from === START ? starts.add(to) : edges.push([from, to]);
  /** What the next step may follow. */
  let open: readonly (string | null)[] = [START];
  let branch = null as Branch | null;
  for (const { step, when, back_to } of lines) {
    const goesOn = when !== null && branch?.when === when;
    const last = goesOn && branch !== null ? branch.last : null;
    const from = goesOn ? (last === null ? [] : [last]) : open;
    const to = back_to === null ? step : (lines[back_to - 1]?.step ?? step);
    for (const each of from) lead(each, to);
    if (when === null) {
      open = [step];
      branch = null;
    } else if (back_to === null) {
      open = goesOn ? open.map((each) => (each === last ? step : each)) : [...open, step];
      branch = { when, last: step };
    } else {
      if (goesOn) open = open.filter((each) => each !== last);
      branch = { when, last: null };
    }
  }
  const ends = open.filter((each) => each !== START);
  return { edges, starts: [...starts], ends };
}
