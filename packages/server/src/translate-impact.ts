/** A preview as the wire has it, and what people said of the answers that it would change. */
import type { Impact } from '@understudy/contract';
import type { Compared, PreviewSummary } from '@understudy/engine';
import type { DecisionRow, KnownVerdict, ResolutionRow } from './store/index.ts';

/** Before anything was counted. */
export const NO_IMPACT: Impact = {
  state: 'none',
  done: 0,
  total: 0,
  at: null,
  tickets: 0,
  would_answer: 0,
  changed: 0,
  changed_right: 0,
  cases: [],
};

/** Was this resolution right for that decision? Wrong, too, where people named only others as right; null: unknown. */
export function verdictsOf(verdicts: readonly KnownVerdict[]) {
  return (decision_id: string, resolution_id: string): boolean | null => {
    const said = verdicts.filter((each) => each.decision_id === decision_id);
    const own = said.filter((each) => each.resolution_id === resolution_id);
    if (own.length > 0) return own.every(({ right }) => right);
    return said.some(({ right }) => right) ? false : null;
  };
}

const isSaid = ({ action }: Compared['after']): boolean => action === 'answer' || action === 'draft';

/** What was said of them is read with them. */
export function toWireCases(
  cases: PreviewSummary['cases'],
  rows: { readonly resolutions: readonly ResolutionRow[]; readonly decisions: readonly DecisionRow[] },
): Impact['cases'] {
  const titleOf = (id: string | undefined) => rows.resolutions.find((row) => row.id === id)?.title ?? null;
  const questionOf = (id: string) => {
    const row = rows.decisions.find((each) => each.id === id);
    return (row?.question as { readonly text: string } | undefined)?.text ?? '';
  };
  return cases.map(({ id, before, after, was_right }) => ({
    decision_id: id,
    question: questionOf(id),
    before: { action: before.action, title: titleOf(before.first[0]) },
    after: { action: after.action, title: titleOf(after.first[0]) },
    was_right,
    answer_id: isSaid(after) ? (after.first[0] ?? null) : null,
    verdict: null,
  }));
}
