/**
 * Absorption: how many human resolutions an issue takes, from its first sight to its first right answer.
 *
 * Here because it is the promise in one number: what the team solves, it soon need not solve again.
 * Only issues seen at least `minSeen` times count, all of them: one that was never answered stands as infinity in
 * the quantiles, so that dropping the hard ones cannot flatter the median. An issue that was answered rightly before
 * any human resolution took 0. Cost: O(events + issues log issues).
 * Limit: it tells nothing about wrong answers on the way; print it beside risk.
 *
 * @example
 * const events = ['seen', 'human-resolution', 'seen', 'right-answer'] as const;
 * measureAbsorption(events.map((kind) => ({ issue: 'a', kind })), 2); // => { median: 1, p90: 1, never: 0, issues: 1 }
 */
import { quantile } from './quantiles.ts';

/** Events in time order; for `absorb_suggest`, `right-answer` means the first suggestion. */
export interface IssueEvent {
  readonly issue: string;
  readonly kind: 'seen' | 'human-resolution' | 'right-answer';
}

export interface Absorption {
  /** Human resolutions; null where at least half (a tenth) of the issues was never absorbed, or there is no issue. */
  readonly median: number | null;
  readonly p90: number | null;
  readonly never: number;
  /** Issues that count. */
  readonly issues: number;
}

interface Progress {
  seen: number;
  resolutions: number;
  absorbed: boolean;
}

export function measureAbsorption(events: Iterable<IssueEvent>, minSeen = 5): Absorption {
  const progress = new Map<string, Progress>();
  for (const event of events) {
    const issue = progress.get(event.issue) ?? { seen: 0, resolutions: 0, absorbed: false };
    progress.set(event.issue, issue);
    if (event.kind === 'seen') issue.seen += 1;
    else if (event.kind === 'right-answer') issue.absorbed = true;
    else if (!issue.absorbed) issue.resolutions += 1;
  }
  const counted = [...progress.values()].filter((issue) => issue.seen >= minSeen);
  const costs = counted.map((issue) => (issue.absorbed ? issue.resolutions : Number.POSITIVE_INFINITY));
  return {
    median: finite(quantile(costs, 0.5)),
    p90: finite(quantile(costs, 0.9)),
    never: counted.filter((issue) => !issue.absorbed).length,
    issues: counted.length,
  };
}

function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}
