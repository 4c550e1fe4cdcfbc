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

type Said = ContextSaid & { readonly odds: number };

const SILENT: ContextOpinion = { odds: 0, said: [] };

/** One opinion a candidate, in their order. They share the names of what is usual. */
export function contextEvidence(
  context: readonly string[],
  candidates: readonly ContextCounts[],
  usual: ContextCounts,
): readonly ContextOpinion[] {
  if (context.length === 0) return candidates.map(() => SILENT);
  const odds = new Float64Array(candidates.length);
  const said = candidates.map((): Said[] => []);
  for (const [key, tokens] of byKey(context)) {
    const field = fieldOf(key, candidates, usual);
    if (field === null) continue;
    for (const token of tokens) {
      const { values, own, of } = readToken(token, { candidates, field, usual });
      for (let i = 0; i < values.length; i++) {
        odds[i] += values[i];
        if (of > 0 && Math.abs(values[i]) >= WORTH_SAYING)
          said[i].push({ token, with: own[i], of, odds: values[i] });
      }
    }
  }
  return candidates.map((_, i) => ({
    odds: Math.max(-BOUND, Math.min(BOUND, odds[i])),
    said: said[i]
      .toSorted((a, b) => Math.abs(b.odds) - Math.abs(a.odds) || (a.token < b.token ? -1 : 1))
      .slice(0, MOST_SAID)
      .map(({ token, with: own, of }) => ({ token, with: own, of })),
  }));
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
  readonly key: string;
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
  const { agreement: chance } = usual.field(key);
  if (chance === null || chance >= 1) return null;
  const fields = candidates.map((counts) => counts.field(key));
  const known = Float64Array.from(fields, (field) => field.known);
  const worth = known.map((exemplars) => Math.max(0, Math.min(MOST, exemplars - 1)));
  const kept = worth.map((value, i) => {
    const agreement = fields[i].agreement ?? chance;
    return value * Math.max(0, (agreement - chance) / (1 - chance));
  });
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const shown = (TELLING_STRENGTH * TELLING + sum(kept)) / (TELLING_STRENGTH + sum(worth));
  const telling = kept.map((value, i) => (value + RIVALS_STRENGTH * shown) / (worth[i] + RIVALS_STRENGTH));
  return { key, telling, known };
}

/** Log-odds of one token by candidate, and how many of their exemplars have it: each one's own, and all together. */
function readToken(
  token: string,
  given: {
    readonly candidates: readonly ContextCounts[];
    readonly field: FieldReading;
    readonly usual: ContextCounts;
  },
): { values: Float64Array; own: Float64Array; of: number } {
  const { candidates, field, usual } = given;
  const { key, telling, known } = field;
  const all = usual.field(key).known;
  const steps = backOff(token)
    .map((part) => usual.numberOf(part))
    .map((number) => ({ number, share: shareOf(number, all, usual) }))
    .filter(({ share }) => share > 0)
    .toReversed();
  const itself = usual.numberOf(token);
  const values = new Float64Array(candidates.length);
  const own = new Float64Array(candidates.length);
  // What was seen once may be new rather than somebody else's.
  const seen = steps.length > 0 ? usual.seenAt(steps[steps.length - 1].number) : 0;
  const trust = seen / (seen + 1);
  for (let i = 0; i < candidates.length; i++) {
    let [ratio, count] = [1, Infinity];
    for (const { number, share } of steps) {
      // Who was never there was not on any part of it.
      count = count === 0 ? 0 : candidates[i].seenAt(number);
      ratio = (count / share + STRENGTH * ratio) / (known[i] + STRENGTH);
    }
    const value = Math.log1p(telling[i] * (ratio - 1));
    values[i] = value < 0 ? value * trust : value;
    if (count > 0 && count < Infinity) own[i] = candidates[i].seenAt(itself);
  }
  return { values, own, of: own.reduce((all, count) => all + count, 0) };
}

/** Smoothed share of all questions with this; 0 where nobody has seen it. */
function shareOf(number: number, known: number, usual: ContextCounts): number {
  const seen = usual.seenAt(number);
  return seen === 0 ? 0 : (seen + 1) / (known + 2);
}
