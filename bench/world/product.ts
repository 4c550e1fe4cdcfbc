/** The generated product: all areas together, and the one truth about which resolution settles what. */
import { ACCESS } from './areas/access.ts';
import { BILLING } from './areas/billing.ts';
import { DATA } from './areas/data.ts';
import { SHARED_WORDS } from './areas/shared-words.ts';
import { WORK } from './areas/work.ts';
import type { Area, Issue, Situation } from './issue.ts';

export const AREAS: readonly Area[] = [BILLING, ACCESS, DATA, WORK, SHARED_WORDS];

export const ISSUES: readonly Issue[] = AREAS.flatMap((area) => area.issues);

/** From a day on, an issue is settled by another resolution than before: the old answer is wrong. */
export interface Change {
  readonly issue: string;
  readonly day: number;
  /** Title and text of the resolution that is right from then on; its id is `changedId(issue)`. */
  readonly answer: readonly [title: string, text: string];
}

export const changedId = (issue: string): string => `${issue}-since-change`;

/** The one right resolution. Throws where the situation is none in which the issue can occur. */
export function rightResolution(
  issue: Issue,
  given: { situation: Situation; day: number; changes: readonly Change[] },
): string {
  const change = given.changes.find((each) => each.issue === issue.id && given.day >= each.day);
  if (change !== undefined) return changedId(issue.id);
  const answer = issue.answers.find(({ when }) => holds(when, given.situation));
  if (answer === undefined)
    throw new Error(`expected a situation of ${issue.id}, found ${JSON.stringify(given.situation)}`);
  return answer.use;
}

export function holds(when: Partial<Situation>, situation: Situation): boolean {
  return Object.entries(when).every(([key, value]) => situation[key as keyof Situation] === value);
}

/** Title and text of every resolution, those that a change brings included. */
export function resolutionTexts(
  changes: readonly Change[],
): Map<string, readonly [title: string, text: string]> {
  const known = AREAS.flatMap(({ resolutions }) => Object.entries(resolutions));
  return new Map([...known, ...changes.map(({ issue, answer }) => [changedId(issue), answer] as const)]);
}

/** Every resolution's area: a tired human agent picks another one of the same area. */
export function areaOf(resolutionId: string): Area {
  const found = AREAS.find(
    ({ resolutions, issues }) =>
      resolutionId in resolutions || issues.some(({ id }) => changedId(id) === resolutionId),
  );
  if (found === undefined) throw new Error(`expected a resolution of the product, found ${resolutionId}`);
  return found;
}
