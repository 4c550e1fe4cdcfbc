/** What is read from an engine for people: small answers, made in the engines' thread, of what is large there. */
import type { Engine, RiskEstimate, Stakes } from '@understudy/engine';

/** Of the answers that went out alone. */
export interface EstimatedRisk {
  readonly overall: RiskEstimate;
  readonly by_stakes: readonly { readonly stakes: Stakes; readonly risk: RiskEstimate }[];
  /** When the first of them was shown; null where none was. */
  readonly since_ms: number | null;
}

export interface WalkedPaths {
  readonly edges: readonly { readonly from: string; readonly to: string; readonly paths: number }[];
  readonly variants: readonly {
    readonly steps: readonly string[];
    readonly paths: number;
    readonly resolved: number;
    readonly duration_ms: number | null;
  }[];
}

/** What tells the topic of a question: the resolution that it was decided to have, else its meaning. */
export interface Placed {
  readonly resolution_id: string | null;
  readonly vector: Float32Array | null;
}

const MOST_EDGES = 100;
const MOST_VARIANTS = 20;

export function estimateRisk(engine: Engine, now_ms: number): EstimatedRisk {
  const { risk, risk_by_stakes, since_ms } = engine.insights.outcomes(now_ms);
  const by_stakes = [...risk_by_stakes].map(([stakes, own]) => ({ stakes, risk: own }));
  return { overall: risk, by_stakes, since_ms };
}

/** Paths stand under a topic or under a resolution; what belongs together is told by the caller, and added up. */
export function walkedPaths(engine: Engine, keys: readonly string[]): WalkedPaths {
  const paths = engine.insights.paths();
  const counts = new Map<string, WalkedPaths['edges'][number]>();
  for (const { from, to, support } of keys.flatMap((key) => paths.graph(key))) {
    const key = JSON.stringify([from, to]);
    counts.set(key, { from, to, paths: (counts.get(key)?.paths ?? 0) + support });
  }
  const variants = keys.flatMap((key) => paths.variants(key));
  return {
    edges: [...counts.values()].toSorted(byPaths).slice(0, MOST_EDGES),
    variants: variants
      .toSorted(byPaths)
      .slice(0, MOST_VARIANTS)
      .map(({ steps, paths: walked, resolved: { alpha, beta }, duration_ms }) => {
        return { steps, paths: walked, resolved: alpha / (alpha + beta), duration_ms };
      }),
  };
}

const byPaths = (a: { readonly paths: number }, b: { readonly paths: number }) => b.paths - a.paths;

/** In their order; null where none is near enough. */
export function topicsOf(engine: Engine, asked: readonly Placed[]): (string | null)[] {
  const { insights } = engine;
  return asked.map(({ resolution_id, vector }) => {
    const of = resolution_id === null ? null : insights.topicOfResolution(resolution_id);
    return of ?? (vector === null ? null : insights.topicOfVector(vector));
  });
}
