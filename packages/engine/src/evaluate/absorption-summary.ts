/**
 * Absorption as the report states it: how much human work a new issue takes until the system knows it.
 *
 * Three figures that tell three causes apart. `absorb_suggest` is the memory: resolutions until the right one stands
 * first, whoever sends it. `absorb_median` is the whole, wait for the first certificate included. And
 * `absorb_after_unlock_median` leaves that wait out: it counts only issues that were first seen after the replay's
 * first autonomous answer, the earliest proof that a certificate was in force. An issue is the first of a ticket's
 * right resolutions. Cost: O(records).
 *
 * @example
 * absorptionOf(replay.records).absorb_suggest; // => 1
 */
import { type IssueEvent, measureAbsorption } from './absorption.ts';
import type { ReplayRecord } from './replay.ts';
import type { Metrics } from './report.ts';

type SeenTicket = Pick<ReplayRecord, 'right' | 'autonomous' | 'correct' | 'revealed'>;

type AbsorptionMetrics = Pick<
  Metrics,
  | 'absorb_median'
  | 'absorb_p90'
  | 'absorb_never'
  | 'absorb_suggest'
  | 'absorb_after_unlock_median'
  | 'absorb_after_unlock_issues'
>;

/** Records in the order of the stream. */
export function absorptionOf(records: readonly SeenTicket[]): AbsorptionMetrics {
  const whole = measureAbsorption(issueEvents(records, answeredRightAlone));
  const suggested = measureAbsorption(issueEvents(records, (record) => record.correct));
  const late = measureAbsorption(issueEvents(bornAfterUnlock(records), answeredRightAlone));
  return {
    absorb_median: whole.median,
    absorb_p90: whole.p90,
    absorb_never: whole.never,
    absorb_suggest: suggested.median,
    absorb_after_unlock_median: late.median,
    absorb_after_unlock_issues: late.issues,
  };
}

const answeredRightAlone = (record: SeenTicket): boolean => record.autonomous && record.correct;

function* issueEvents(
  records: readonly SeenTicket[],
  isAbsorbed: (record: SeenTicket) => boolean,
): Iterable<IssueEvent> {
  for (const record of records) {
    const [issue] = record.right;
    if (issue === undefined) continue;
    yield { issue, kind: 'seen' };
    if (isAbsorbed(record)) yield { issue, kind: 'right-answer' };
    if (record.revealed) yield { issue, kind: 'human-resolution' };
  }
}

/** All tickets of the issues of which none came before, or with, the first autonomous answer. */
function bornAfterUnlock(records: readonly SeenTicket[]): readonly SeenTicket[] {
  const unlock = records.findIndex((record) => record.autonomous);
  if (unlock < 0) return [];
  const old = new Set(records.slice(0, unlock + 1).flatMap(({ right }) => right.slice(0, 1)));
  return records.filter(({ right: [issue] }) => issue !== undefined && !old.has(issue));
}
