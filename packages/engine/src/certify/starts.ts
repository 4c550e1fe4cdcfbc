/**
 * Where walks down the grid start, and with which part of delta: by scores only, never by labels.
 *
 * At fixed coverages, for scores of which nothing is known; or, where scores are confidences, where they predict the
 * most evidence: labels x divergence of the predicted risk from alpha. There lies enough to pass at once, so that delta
 * need not be shared by four starts (61 right labels instead of 88 at 4.5 %). A quarter of it starts at half of that
 * coverage, for the case that confidences promise too much. Source: docs/decisions/0008-live-certificates.md.
 *
 * @example
 * predictedStarts(thresholdGrid(records), { alpha: 0.05, delta: 0.1 }); // => Map { 9 => 0.025, 20 => 0.075 }
 */
import { bernoulliDivergence } from './p-values.ts';
import type { GridPoint } from './threshold-grid.ts';

/** Index in the grid → part of delta. */
export type Starts = ReadonlyMap<number, number>;

const START_COVERAGES = [0.05, 0.15, 0.3, 0.5] as const;
/** What the risk is taken to be above its prediction, as a share of alpha: no confidence is sure of itself. */
const DOUBT = 0.06;
const CAUTIOUS_SHARE = 0.25;
const CAUTIOUS_COVERAGE = 0.5;

/**
 * The fixed starts share delta; a threshold in force gets half of it, since it is where the answer lies mostly.
 */
export function coverageStarts(
  grid: readonly GridPoint[],
  { delta, deployed = null }: { readonly delta: number; readonly deployed?: number | null },
): Starts {
  const share = deployed === null ? 1 : 0.5;
  const fixed = START_COVERAGES.map(
    (coverage) => [reaching(grid, coverage), (delta * share) / START_COVERAGES.length] as const,
  );
  if (deployed === null) return shared(fixed);
  const last = grid.findLastIndex((point) => point.threshold >= deployed);
  return shared([...fixed, [last, delta * (1 - share)]]);
}

/** Scores are confidences. Where they predict no risk below alpha, all of delta starts at the top. */
export function predictedStarts(
  grid: readonly GridPoint[],
  { alpha, delta }: { readonly alpha: number; readonly delta: number },
): Starts {
  const evidence = grid.map((point) => predictedEvidence(point, alpha));
  const best = evidence.indexOf(Math.max(...evidence));
  if (best < 0) return new Map();
  const cautious = reaching(grid, CAUTIOUS_COVERAGE * grid[best].coverage);
  return shared([
    [best, (1 - CAUTIOUS_SHARE) * delta],
    [cautious, CAUTIOUS_SHARE * delta],
  ]);
}

/** In nats, about; 0 where the predicted risk is alpha or more. */
function predictedEvidence({ mass, heaviest, predicted }: GridPoint, alpha: number): number {
  const risk = predicted.mass / mass + DOUBT * alpha;
  if (risk >= alpha) return 0;
  // A predicted mistake weighs so much on average: labels are counted in that unit.
  const unit = predicted.mass > 0 ? predicted.squares / predicted.mass : heaviest;
  return (mass / unit) * bernoulliDivergence(risk, alpha);
}

const reaching = (grid: readonly GridPoint[], coverage: number) =>
  grid.findIndex((point) => point.coverage >= coverage - 1e-12);

function shared(parts: readonly (readonly [index: number, level: number])[]): Starts {
  const starts = new Map<number, number>();
  for (const [index, level] of parts) if (index >= 0) starts.set(index, (starts.get(index) ?? 0) + level);
  return starts;
}
