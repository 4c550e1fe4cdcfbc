/** How far bad lessons came under the checks, what that cost good ones, and which check caught what. */
import { type CheckName, type Metrics, summarise } from '@understudy/engine';
import type { Harm } from './attacked-desk.ts';
import { type DeskTicket, isAttack } from './attacked-desk.ts';
import type { CheckedStep } from './checked-replay.ts';
import { coverageAtRisk } from './coverage-at-risk.ts';

const SHOWN = ['tickets', 'coverage', 'risk', 'risk_upper90', 'harm_per_1000', 'hit_at_1', 'ece'] as const;

export interface CheckFigures extends Pick<Metrics, (typeof SHOWN)[number]> {
  /** Share of the tickets that could be answered alone with as many wrong ones as are accepted; found with hindsight. */
  readonly coverage_at_accepted: number;
  readonly poisoned: number;
  /** Share of bad lessons that never left shadow; null without any. */
  readonly poisoned_in_shadow: number | null;
  readonly good: number;
  readonly good_held: number | null;
  readonly by_harm: Readonly<Record<string, HarmFigures>>;
  /** Share of good lessons that each check spoke against, so that they were held. */
  readonly good_caught_by: Caught;
}

export interface HarmFigures {
  readonly lessons: number;
  readonly held: number;
  /** Of those whose resolution the memory knew when they came: the others can be told by nothing. */
  readonly held_of_known: number | null;
  readonly caught_by: Caught;
}

type Caught = Readonly<Partial<Record<CheckName, number>>>;
type Taught = { readonly harm: Harm | null; readonly lesson: NonNullable<CheckedStep['lesson']> };

export function checkFigures(
  steps: readonly CheckedStep[],
  tickets: readonly DeskTicket[],
  accepted: number,
): CheckFigures {
  const genuine = steps.filter((_, i) => !isAttack(tickets[i])).map(({ record }) => record);
  const all = summarise(genuine, { rss_mib: null, timed: false });
  const taught = steps.flatMap(({ lesson }, i): Taught[] =>
    lesson === null ? [] : [{ harm: tickets[i].harm, lesson }],
  );
  const bad = taught.filter(({ harm }) => harm !== null);
  const good = taught.filter(({ harm }) => harm === null);
  const kinds = [...new Set(bad.map(({ harm }) => harm as Harm))].toSorted();
  return {
    ...(Object.fromEntries(SHOWN.map((name) => [name, all[name]])) as Pick<Metrics, (typeof SHOWN)[number]>),
    coverage_at_accepted: coverageAtRisk({ own: genuine }).find(({ risk }) => risk === accepted)?.own ?? 0,
    poisoned: bad.length,
    poisoned_in_shadow: heldOf(bad),
    good: good.length,
    good_held: heldOf(good),
    by_harm: Object.fromEntries(kinds.map((kind) => [kind, figuresOf(bad, kind)])),
    good_caught_by: caughtBy(good),
  };
}

function figuresOf(bad: readonly Taught[], kind: Harm): HarmFigures {
  const own = bad.filter(({ harm }) => harm === kind);
  return {
    lessons: own.length,
    held: heldOf(own) ?? 0,
    held_of_known: heldOf(own.filter(({ lesson }) => !lesson.is_new)),
    caught_by: caughtBy(own),
  };
}

function heldOf(taught: readonly Taught[]): number | null {
  if (taught.length === 0) return null;
  return taught.filter(({ lesson }) => !lesson.left_shadow).length / taught.length;
}

/** The check of stakes holds nothing back. */
function caughtBy(taught: readonly Taught[]): Caught {
  const counts = new Map<CheckName, number>();
  for (const { lesson } of taught) {
    for (const { check, verdict } of lesson.result?.findings ?? [])
      if (verdict !== 'pass' && check !== 'stakes') counts.set(check, (counts.get(check) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([check, count]) => [check, count / taught.length]));
}
