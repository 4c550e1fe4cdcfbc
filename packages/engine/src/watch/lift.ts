/**
 * Where questions of a topic come from more often than elsewhere: a page, a plan, a page of one plan.
 *
 * A cell (topic × token, or × two tokens) is reported where
 * 1. the share of chance findings among all reported is at most 2 % (exact p, Benjamini–Hochberg over all cells);
 * 2. it has at least 5 questions of 3 accounts, and the 5 % quantile of its shrunk lift is above 1.5;
 * 3. it is not explained by a stronger cell of the same topic: cells are taken by their evidence, and each must keep 2.
 *    within the strata of those taken before (a page of one plan must beat its page, and the page its plan);
 * 4. no other key of the context explains it: within its values the lift must still be above 1 (Simpson's paradox).
 * In strata where the cell holds for all or for none there is nothing to compare, so they do not count.
 * Limits: associations, never causes. Cost: O(questions · keys) a candidate, below a second at 20,000 questions.
 * Source: Mantel & Haenszel 1959 for expected counts over strata; shrinkage and p in `shrunk-lift.ts`.
 *
 * @example
 * findLifts(questions).lifts[0];
 * // => { topic: 'export', tokens: ['page:/reports', 'plan:free'], count: 24, expected: 6.1, lift: 3.4, low: 2.4, … }
 */
import { falseDiscoveryRates } from './false-discovery.ts';
import { type AskedQuestion, countCells, keyOf, LEAST_QUESTIONS, type LiftCell } from './lift-cells.ts';
import { type Cell, fitShrinkage, shrunkLift } from './shrunk-lift.ts';

export interface Lift extends LiftCell {
  readonly lift: number;
  /** 90 % interval. */
  readonly low: number;
  readonly high: number;
  readonly q: number;
}

export interface LiftReport {
  /** The strongest evidence first. */
  readonly lifts: readonly Lift[];
  readonly tested: number;
}

export const FALSE_DISCOVERIES = 0.02;
export const LEAST_ACCOUNTS = 3;
export const LEAST_LIFT = 1.5;
/** Values of a segment with fewer questions are one. */
const LEAST_STRATUM = 20;

export function findLifts(asked: readonly AskedQuestion[]): LiftReport {
  const { questions, cells, empty, tested } = countCells(asked);
  const shrinkage = fitShrinkage([...cells.filter(({ tokens }) => tokens.length === 1), ...empty]);
  const qs = falseDiscoveryRates(
    cells.map(({ p }) => p),
    tested,
  );
  const candidates = cells
    .map((cell, place) => {
      const { value: lift, low, high } = shrunkLift(cell, shrinkage);
      return { ...cell, lift, low, high, q: qs[place] };
    })
    .filter(isStrong)
    .toSorted((a, b) => a.p - b.p || a.tokens.length - b.tokens.length || (nameOf(a) < nameOf(b) ? -1 : 1));
  const keys = [...new Set(questions.flatMap(({ tokens }) => tokens.map(keyOf)))].toSorted();
  const segments = keys.map((key): Segments => ({ key, of: segmentsOf(questions, key) }));
  const taken = new Map<string, Lift[]>();
  for (const candidate of candidates) {
    const before = taken.get(candidate.topic) ?? [];
    const stands = { questions, candidate, shrinkage };
    if (!beats(before, stands) || !holdsInSegments(segments, stands)) continue;
    taken.set(candidate.topic, [...before, candidate]);
  }
  const lifts = candidates.filter((each) => taken.get(each.topic)?.includes(each));
  return { lifts, tested };
}

function isStrong({ count, accounts, low, q }: Lift): boolean {
  return q <= FALSE_DISCOVERIES && count >= LEAST_QUESTIONS && accounts >= LEAST_ACCOUNTS && low > LEAST_LIFT;
}

const nameOf = ({ topic, tokens }: LiftCell): string => JSON.stringify([topic, tokens]);

interface Standing {
  readonly questions: readonly AskedQuestion[];
  readonly candidate: Lift;
  readonly shrinkage: number;
}

/** What cannot be told apart from a stronger one is that one. */
function beats(before: readonly Lift[], { questions, candidate, shrinkage }: Standing): boolean {
  if (before.length === 0) return true;
  const within = withinStrata(questions, candidate, (question) =>
    before.map(({ tokens }) => (holds(tokens, question) ? '1' : '0')).join(''),
  );
  return within.count >= LEAST_QUESTIONS && shrunkLift(within, shrinkage).low > LEAST_LIFT;
}

/** By the values of one key. */
interface Segments {
  readonly key: string;
  readonly of: (question: AskedQuestion) => string;
}

/** A segment that leaves nothing to compare says nothing against it. */
function holdsInSegments(
  segments: readonly Segments[],
  { questions, candidate, shrinkage }: Standing,
): boolean {
  const own = new Set(candidate.tokens.map(keyOf));
  return segments
    .filter(({ key }) => !own.has(key))
    .every(({ of }) => {
      const within = withinStrata(questions, candidate, of);
      return within.count < LEAST_QUESTIONS || shrunkLift(within, shrinkage).low > 1;
    });
}

function segmentsOf(questions: readonly AskedQuestion[], key: string): Segments['of'] {
  const valueOf = ({ tokens }: AskedQuestion) => tokens.find((token) => keyOf(token) === key) ?? '';
  const sizes = new Map<string, number>();
  for (const question of questions) sizes.set(valueOf(question), (sizes.get(valueOf(question)) ?? 0) + 1);
  return (question) => {
    const value = valueOf(question);
    return (sizes.get(value) ?? 0) < LEAST_STRATUM ? 'few' : `=${value}`;
  };
}

const holds = (tokens: readonly string[], question: AskedQuestion): boolean =>
  tokens.every((token) => question.tokens.includes(token));

/** Seen and expected over the strata in which some are of the cell and some are not. */
function withinStrata(
  questions: readonly AskedQuestion[],
  { topic, tokens }: LiftCell,
  stratumOf: (question: AskedQuestion) => string,
): Cell {
  const strata = new Map<string, { all: number; row: number; column: number; both: number }>();
  for (const question of questions) {
    const name = stratumOf(question);
    const stratum = strata.get(name) ?? { all: 0, row: 0, column: 0, both: 0 };
    strata.set(name, stratum);
    const [isRow, isColumn] = [question.topic === topic, holds(tokens, question)];
    stratum.all += 1;
    stratum.row += Number(isRow);
    stratum.column += Number(isColumn);
    stratum.both += Number(isRow && isColumn);
  }
  const informative = [...strata.values()].filter(({ all, column }) => column > 0 && column < all);
  return {
    count: informative.reduce((sum, { both }) => sum + both, 0),
    expected: informative.reduce((sum, { row, column, all }) => sum + (row * column) / all, 0),
  };
}
