/**
 * Choosing between approved answers to the same question, so that the better one goes out more often.
 *
 * Thompson sampling: each answer's rate of reward has a Beta posterior, whose prior is the topic's own rate with the
 * strength of 10 rewards; an answer is chosen as often as it is the best in 1,000 seeded draws, but never in less
 * than a tenth of the cases, so that what was learned can always be checked against the others (see
 * `evaluate/off-policy.ts`). The propensities returned are those that the choice was really drawn with.
 *
 * Only what passed the gates may stand here: two answers or more, released by people, read-only. Anything else is a
 * programmer's mistake and refused with `invalid-argument`; nobody explores with a customer's money.
 * Cost: about 0.1 ms for two answers, linear in their number (5 ms once, for the draws).
 * The 1,000 draws are the same each time, so the propensities are a function of the tallies; `seed` only chooses.
 * Source: Thompson 1933; Chapelle & Li 2011, "An empirical evaluation of Thompson sampling".
 *
 * @example
 * chooseResolution(arms, { seed: 7 }); // => { resolution_id: 'refund-steps', propensity: 0.83 }
 */
import type { Resolution } from '../domain.ts';
import { EngineError } from '../errors.ts';
import { SeededRandom } from '../math/index.ts';

/** An answer with what it has earned: the sum of its rewards, each in [0, 1], and how many there were. */
export interface Arm {
  readonly resolution: Pick<Resolution, 'id' | 'stage' | 'stakes'>;
  readonly rewards: number;
  readonly count: number;
}

export interface Choice {
  readonly resolution_id: string;
  /** Probability with which this one was chosen. */
  readonly propensity: number;
}

export const LEAST_PROPENSITY = 0.1;
const MAX_ARMS = 8;
const DRAWS = 1_000;
const PRIOR_STRENGTH = 10;

/** The order of the arms does not matter. */
export function chooseResolution(arms: readonly Arm[], { seed }: { readonly seed: number }): Choice {
  const propensities = choicePropensities(arms);
  let left = new SeededRandom(`choose/${seed}`).next();
  for (const [resolution_id, propensity] of propensities) {
    left -= propensity;
    if (left < 0) return { resolution_id, propensity };
  }
  // The propensities sum to 1 but for rounding.
  const [resolution_id, propensity] = [...propensities].at(-1) as [string, number];
  return { resolution_id, propensity };
}

/** By resolution, in the order of their ids; they sum to 1, none is below `LEAST_PROPENSITY`. */
export function choicePropensities(arms: readonly Arm[]): ReadonlyMap<string, number> {
  const ordered = requireApproved(arms).toSorted((a, b) => (a.resolution.id < b.resolution.id ? -1 : 1));
  const all = ordered.reduce((sum, arm) => sum + arm.count, 0);
  const rewards = ordered.reduce((sum, arm) => sum + arm.rewards, 0);
  const topicRate = (rewards + 1) / (all + 2);
  chances ??= drawChances();
  const wins = new Float64Array(ordered.length);
  const shapes = ordered.map((arm) => ({
    a: PRIOR_STRENGTH * topicRate + arm.rewards,
    b: PRIOR_STRENGTH * (1 - topicRate) + arm.count - arm.rewards,
  }));
  for (let draw = 0; draw < DRAWS; draw++) {
    let [best, highest] = [0, -1];
    for (let arm = 0; arm < shapes.length; arm++) {
      const rate = drawBeta(chances, draw * MAX_ARMS + arm, shapes[arm]);
      if (rate > highest) [best, highest] = [arm, rate];
    }
    wins[best] += 1 / DRAWS;
  }
  const propensities = raiseToLeast([...wins]);
  return new Map(ordered.map((arm, i) => [arm.resolution.id, propensities[i]]));
}

/** Those below the least are raised to it; the others give it up in proportion, and may fall below it in turn. */
function raiseToLeast(shares: readonly number[]): number[] {
  const raised = new Set<number>();
  for (;;) {
    const free = 1 - raised.size * LEAST_PROPENSITY;
    const above = shares.reduce((sum, share, i) => (raised.has(i) ? sum : sum + share), 0);
    const scaled = shares.map((share, i) => (raised.has(i) ? LEAST_PROPENSITY : (share * free) / above));
    const low = scaled.findIndex((share, i) => !raised.has(i) && share < LEAST_PROPENSITY);
    if (low < 0) return scaled;
    raised.add(low);
  }
}

function requireApproved(arms: readonly Arm[]): readonly Arm[] {
  const ids = new Set(arms.map(({ resolution }) => resolution.id));
  if (arms.length < 2 || arms.length > MAX_ARMS || ids.size < arms.length)
    throw refused(`2 to ${MAX_ARMS} different resolutions`, `${arms.length}, ${ids.size} of them different`);
  for (const { resolution, rewards, count } of arms) {
    if (resolution.stakes !== 'read-only') throw refused('read-only resolutions', resolution.stakes);
    if (resolution.stage !== 'suggest' && resolution.stage !== 'auto')
      throw refused('resolutions that people let out', `stage ${resolution.stage}`);
    if (!(rewards >= 0 && rewards <= count && Number.isFinite(count)))
      throw refused('rewards from 0 to their number', `${rewards} of ${count}`);
  }
  return arms;
}

const refused = (expected: string, found: string): EngineError =>
  new EngineError('invalid-argument', `arms: expected ${expected}, found ${found}`);

/** What 1,000 draws for every arm start from: the same each time, so they are drawn once (about 5 ms). */
interface Chances {
  readonly normals: Float64Array;
  readonly uniforms: Float64Array;
  readonly roots: Float64Array;
}
let chances: Chances | null = null;

function drawChances(): Chances {
  const random = new SeededRandom('thompson');
  const size = DRAWS * MAX_ARMS * 2;
  const fill = (draw: () => number) => Float64Array.from({ length: size }, draw);
  const next = () => random.next();
  return { normals: fill(() => random.normal()), uniforms: fill(next), roots: fill(next) };
}

function drawBeta(given: Chances, slot: number, { a, b }: { a: number; b: number }): number {
  const x = drawGamma(given, 2 * slot, a);
  const y = drawGamma(given, 2 * slot + 1, b);
  return x + y > 0 ? x / (x + y) : 0.5;
}

/** Marsaglia & Tsang 2000, doi:10.1145/358407.358414; shapes below 1 by way of the next whole one. */
function drawGamma(given: Chances, at: number, shape: number): number {
  if (shape < 1) return drawGamma(given, at, shape + 1) * given.roots[at] ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let x = given.normals[at];
  let u = given.uniforms[at];
  for (let more: SeededRandom | null = null; ; x = more.normal(), u = more.next()) {
    const root = 1 + c * x;
    const v = root * root * root;
    // The first test spares most draws the logarithms of the second.
    if (v > 0 && (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < (x * x) / 2 + d * (1 - v + Math.log(v))))
      return d * v;
    more ??= new SeededRandom(at);
  }
}
