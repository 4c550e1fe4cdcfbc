/**
 * The steps of a topic as the lines of a workflow, from the graph that the drawing shows too (`mine-graph.ts`).
 *
 * A step that hangs on an observation stands in the order of all steps, with that observation as its condition; a step back
 * becomes a way back behind the step that it was mostly taken after. Rare steps are left to the person who edits.
 * Cost: that of mining. Limit: `MOST_LINES` lines.
 *
 * @example
 * const path = ['look-up', '?paid', 'refund'];
 * writeWorkflow(minedLines([path, path, ['look-up', 'part'], ['look-up', 'part']]));
 */
import { type Decision, decisionsIn } from './decisions.ts';
import { Follows } from './follows.ts';
import { type Edge, mineGraph } from './mine-graph.ts';
import { orderOf } from './order-steps.ts';
import { isObservation, OBSERVED } from './path-steps.ts';
import { MOST_LINES, type WorkflowLine, wordsOf } from './workflow-text.ts';

/** A step that fewer conversations show is not written down. */
const LEAST_SHARE = 0.2;

/** What an observation leads to, and the step after which it mostly did. */
interface Decided {
  readonly seen: string;
  readonly to: string;
  readonly support: number;
  readonly after: string;
}

/** `paths`: folded. */
export function minedLines(paths: readonly (readonly string[])[]): WorkflowLine[] {
  const follows = new Follows();
  for (const steps of paths) follows.change(steps, 1);
  const edges = mineGraph(follows);
  const isOften = (step: string) => follows.occurs.of(step) >= LEAST_SHARE * paths.length;
  const order = orderOf(follows, stepsOf(follows, edges, isOften));
  const decided = decidedBy(edges, decisionsIn(follows, new Set(order)), order);
  const isBack = (each: Decided) => order.indexOf(each.to) <= order.indexOf(each.after);
  const entered = new Set(edges.filter(({ from }) => !isObservation(from)).map(({ to }) => to));
  const conditions = new Map(
    decided
      .filter((each) => !isBack(each) && !entered.has(each.to))
      .toSorted((a, b) => a.support - b.support)
      .map(({ seen, to }) => [to, seen]),
  );
  const steps = order.filter((step) => conditions.has(step) || isOften(step));
  const backs = decided.filter((each) => isBack(each) && steps.includes(each.to));
  return numbered(
    steps.flatMap((step) => [
      { step, when: conditions.get(step) ?? null, isBack: false },
      ...backs
        .filter(({ after }) => after === step)
        .map(({ seen, to }) => ({ step: to, when: seen, isBack: true })),
    ]),
  );
}

/** Those on an edge, and frequent ones that only observations lead away from. */
function stepsOf(follows: Follows, edges: readonly Edge[], isOften: (step: string) => boolean): string[] {
  const ends = edges.flatMap(({ from, to }) => [from, to]);
  const all = new Set([...follows.occurs.entries()].map(([step]) => step));
  const left = decisionsIn(follows, all).map(({ from }) => from);
  return [...new Set([...ends, ...left.filter(isOften)])].filter((step) => !isObservation(step)).toSorted();
}

function decidedBy(
  edges: readonly Edge[],
  decisions: readonly Decision[],
  order: readonly string[],
): Decided[] {
  return edges
    .filter(({ from }) => isObservation(from))
    .map(({ from: seen, to, support }) => {
      const here = decisions.filter((each) => each.seen === seen);
      const own = here.filter((each) => each.to === to);
      const [most] = (own.length > 0 ? own : here).toSorted(
        (a, b) => b.count - a.count || (a.from < b.from ? -1 : 1),
      );
      return { seen, to, support, after: most?.from ?? order[0] ?? '' };
    });
}

interface Row {
  /** Where the row leads back, the step that it leads to. */
  readonly step: string;
  readonly when: string | null;
  readonly isBack: boolean;
}

/** Ways back have numbers once all lines stand. */
function numbered(rows: readonly Row[]): WorkflowLine[] {
  const numberOf = (step: string) => rows.findIndex((row) => !row.isBack && row.step === step) + 1;
  return rows.slice(0, MOST_LINES).map(({ step, when: seen, isBack }) => {
    const when = seen === null ? null : seen.slice(OBSERVED.length).replaceAll('-', ' ');
    if (isBack) return { words: '', step: '', when, back_to: numberOf(step) };
    return { words: wordsOf(step), step, when, back_to: null };
  });
}
