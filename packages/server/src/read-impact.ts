/** A lesson's preview as it was counted, with what reviewers have said of its cases since. */
import type { Impact } from '@understudy/contract';
import * as store from './store/index.ts';
import { NO_IMPACT } from './translate-impact.ts';

export async function readImpact(tx: store.Tx, row: Pick<store.Lesson, 'impact'>): Promise<Impact> {
  // Written in the wire's own form by the steps that make it.
  const impact = (row.impact as Impact | null) ?? NO_IMPACT;
  const ids = impact.cases.map(({ decision_id }) => decision_id);
  const judged = await store.judgedCases(tx, ids);
  const cases = impact.cases.map((shown) => {
    const said = judged.find(
      (each) => each.decision_id === shown.decision_id && each.resolution_id === shown.answer_id,
    );
    return {
      ...shown,
      verdict: said === undefined ? null : said.right ? ('right' as const) : ('wrong' as const),
    };
  });
  return { ...impact, cases };
}
