/** How workflows are spoken of. Pure. */
import type { Workflow, WorkflowDetail, WorkflowLine } from '@understudy/contract';
import type { Tone } from '../ui/badge.tsx';
import { count, percent, plural } from '../ui/format.ts';

export const STATE: Readonly<Record<Workflow['state'], { label: string; tone: Tone }>> = {
  'in-force': { label: 'in use', tone: 'good' },
  proposed: { label: 'proposed', tone: 'accent' },
  retired: { label: 'retired', tone: 'plain' },
};

export const HOW_TO_WRITE =
  'One line a step. “If paid: Refund it” is done only where that was seen; “If no: back to 2” leads back. A step is found in the records by its words, or by a name in brackets: “Look at the order [check-order]”.';

type Followed = NonNullable<WorkflowLine['followed']>;

/** `done in 16 of 17 conversations, by 2 people`. */
export function doneWords({ done, due, agents }: Followed): string {
  if (due === 0 && done === 0) return 'not seen in the records yet';
  return `done in ${count(done)} of ${plural(due, 'conversation')}, by ${plural(agents, 'person', 'people')}`;
}

/** `22 of 25 conversations follow it wholly (88 %).` */
export function followedWords({ followed, paths }: Pick<WorkflowDetail, 'followed' | 'paths'>): string {
  if (paths === 0) return 'No steps were recorded for this topic yet, so nobody knows how it is followed.';
  const share = percent(followed / paths);
  return `${count(followed)} of ${plural(paths, 'conversation')} ${followed === 1 ? 'follows' : 'follow'} it wholly (${share}).`;
}

/** What spoke for it when it was mined, in the order of the rule. */
export function evidenceWords(evidence: NonNullable<WorkflowDetail['evidence']>): string {
  const { paths, agents, main_share, resolved } = evidence;
  const people = plural(agents, 'person', 'people');
  return `Mined from ${plural(paths, 'conversation')} by ${people}; ${percent(main_share)} went the most frequent way, about ${percent(resolved)} ended well.`;
}
