/**
 * What the context says for each candidate: log-odds of its tokens, as far as each field tells anything here.
 *
 * A field tells as much as questions with the same answer agree on it beyond what any two questions do. That is learned
 * of a candidate from its own exemplars, shrunk to what its rivals show, shrunk to little: so a field that carries
 * nothing fades, and one that splits these rivals counts from the first exemplars on. A token's odds are backed off
 * along what it is part of (hierarchical Dirichlet, strength `STRENGTH`); one that nobody has seen says nothing.
 *
 * Limits: within ±6; fields count as if independent. Cost: O(candidates · (tokens · 5 + keys)), no pass over exemplars.
 * Source: MacKay & Peto 1995 (hierarchical Dirichlet); Simpson 1949, doi:10.1038/163688a0 (agreement of pairs).
 */
import type { ContextSaid } from '../domain.ts';
import { backOff, type ContextCounts, keyOf } from './context-counts.ts';

/** For one candidate: log-odds of all tokens, and the tokens that said most. */
export interface ContextOpinion {
  readonly odds: number;
  readonly said: readonly ContextSaid[];
}

const BOUND = 6;
/** Questions that what is usual is worth against a candidate's own. */
const STRENGTH = 1;
/** How much a field tells before anything is known of it, and exemplars that this is worth against the rivals'. */
const TELLING = 0.3;
const TELLING_STRENGTH = 4;
/** Exemplars that the rivals are worth against a candidate's own. */
const RIVALS_STRENGTH = 2;
/** More exemplars of one candidate say no more of a field. */
const MOST = 10;
/** From so many log-odds on, a token is named. */
const WORTH_SAYING = 0.4;
const MOST_SAID = 3;

const SILENT: ContextOpinion = { odds: 0, said: [] };

/**
 * One opinion a candidate, in their order. They share the names of what is usual. Candidate by candidate, not token by
 * token: a decision looks up thousands of counts, and those of one candidate lie together.
 */
export function contextEvidence(
  context: readonly string[],
  candidates: readonly ContextCounts[],
  usual: ContextCounts,
): readonly ContextOpinion[] {
  const readings = readingsOf(context, candidates, usual);
  if (readings.length === 0) return candidates.map(() => SILENT);
  const odds = candidates.map((counts, i) => weigh(counts, i, readings));
  const worthSaying = readings
    .map((reading) => ({ reading, of: reading.own.reduce((all, count) => all + count, 0) }))
    .filter(({ of }) => of > 0);
  return odds.map((sum, i) => ({
    odds: Math.max(-BOUND, Math.min(BOUND, sum)),
    said: mostOf(worthSaying, i).map(({ reading: { token, own }, of }) => ({ token, with: own[i], of })),
  }));
}

interface Counted {
  readonly reading: TokenReading;
  /** Exemplars of all candidates that have it. */
  readonly of: number;
}

/** What says most for or against the candidate, that first; of equals the first by name. */
function mostOf(counted: readonly Counted[], i: number): readonly Counted[] {
  const most: Counted[] = [];
  for (const one of counted) {
    const weight = Math.abs(one.reading.values[i]);
    if (weight < WORTH_SAYING) continue;
    let place = most.length;
    while (place > 0 && saysMore(one.reading, weight, most[place - 1].reading, i)) place--;
    if (place < MOST_SAID) most.splice(place, 0, one);
    if (most.length > MOST_SAID) most.pop();
  }
  return most;
}

function saysMore(one: TokenReading, weight: number, other: TokenReading, i: number): boolean {
  const theirs = Math.abs(other.values[i]);
  return weight > theirs || (weight === theirs && one.token < other.token);
}

/** One token that can tell something here. */
interface TokenReading {
  readonly token: string;
  readonly field: FieldReading;
  /** Of the token and what it is part of, the widest first: its number, and its share of all questions. */
  readonly numbers: readonly number[];
  readonly shares: readonly number[];
  /** Whether the last of these is the token itself, and not a part. */
  readonly ends_with_itself: boolean;
  /** What was seen once may be new rather than somebody else's. */
  readonly trust: number;
  /** By candidate: log-odds, and exemplars with it. */
  readonly values: Float64Array;
  readonly own: Float64Array;
}

/** In the order of the keys, and of the tokens of each. */
function readingsOf(
  context: readonly string[],
  candidates: readonly ContextCounts[],
  usual: ContextCounts,
): readonly TokenReading[] {
  const readings: TokenReading[] = [];
  for (const [key, tokens] of byKey(context)) {
    const field = fieldOf(key, candidates, usual);
    if (field === null) continue;
    const all = usual.field(key).known;
    for (const token of tokens) {
      const parts = backOff(token).map((part) => usual.numberOf(part));
      const numbers = parts.filter((number) => usual.seenAt(number) > 0).toReversed();
      const last = numbers.at(-1);
      const seen = last === undefined ? 0 : usual.seenAt(last);
      readings.push({
        token,
        field,
        numbers,
        shares: numbers.map((number) => (usual.seenAt(number) + 1) / (all + 2)),
        ends_with_itself: last !== undefined && last === parts[0],
        trust: seen / (seen + 1),
        values: new Float64Array(candidates.length),
        own: new Float64Array(candidates.length),
      });
    }
  }
  return readings;
}

function byKey(context: readonly string[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const token of new Set(context)) {
    const key = keyOf(token);
    const known = keys.get(key);
    if (known === undefined) keys.set(key, [token]);
    else known.push(token);
  }
  return keys;
}

/** What one key can tell here, by candidate. */
interface FieldReading {
  /** How much it tells, in [0, 1]. */
  readonly telling: Float64Array;
  /** Exemplars of which it is known what they say of it. */
  readonly known: Float64Array;
}

/** Null where it can tell nothing. */
function fieldOf(
  key: string,
  candidates: readonly ContextCounts[],
  usual: ContextCounts,
): FieldReading | null {
  const number = usual.numberOfKey(key);
  const { agreement: chance } = usual.fieldAt(number);
  if (chance === null || chance >= 1) return null;
  const size = candidates.length;
  const [known, worth, telling] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let [allKept, allWorth] = [0, 0];
  for (let i = 0; i < size; i++) {
    const field = candidates[i].fieldAt(number);
    known[i] = field.known;
    worth[i] = Math.max(0, Math.min(MOST, field.known - 1));
    // For now what is kept of it.
    telling[i] = worth[i] * Math.max(0, ((field.agreement ?? chance) - chance) / (1 - chance));
    allKept += telling[i];
    allWorth += worth[i];
  }
  const shown = (TELLING_STRENGTH * TELLING + allKept) / (TELLING_STRENGTH + allWorth);
  for (let i = 0; i < size; i++)
    telling[i] = (telling[i] + RIVALS_STRENGTH * shown) / (worth[i] + RIVALS_STRENGTH);
  return { telling, known };
}

/** Writes into the readings what each says for this candidate; answers the sum. */
function weigh(counts: ContextCounts, i: number, readings: readonly TokenReading[]): number {
  let odds = 0;
  for (const { field, numbers, shares, ends_with_itself, trust, values, own } of readings) {
    const known = field.known[i];
    let [ratio, count] = [1, Infinity];
    for (let step = 0; step < numbers.length; step++) {
      // Who was never there was not on any part of it.
      count = count === 0 ? 0 : counts.seenAt(numbers[step]);
      ratio = (count / shares[step] + STRENGTH * ratio) / (known + STRENGTH);
    }
    const value = Math.log1p(field.telling[i] * (ratio - 1));
    values[i] = value < 0 ? value * trust : value;
    odds += values[i];
    if (ends_with_itself) own[i] = count;
  }
  return odds;
}
