/**
 * Episodes: what the memory said about a question just before its resolution was learned. The ranker is fitted on them.
 *
 * Every exemplar gives one at first, then ever fewer: about 3,000 · ln(n / 3,000) more by n exemplars. The latest 3,000
 * are kept, each with the right candidate and the 39 likeliest others. Cost: O(candidates · features).
 */
import type { Evidence } from './domain.ts';
import type { ModelFacts } from './facts.ts';
import type { RankedEvidence } from './rank/rank-evidence.ts';
import { episodeWeight } from './rank/ranker.ts';

const MAX_EPISODES = 3_000;
const CANDIDATES = 40;

/** `rows`: likeliest first, before the exemplar is in memory. Nothing is collected where the right one did not come up. */
export function collectEpisode(
  { exemplars, episodes }: ModelFacts,
  seen: {
    readonly rows: readonly RankedEvidence[];
    readonly right: string;
    readonly strangeness: (ranked: readonly Evidence[]) => number;
  },
): void {
  if (exemplars.length % (Math.floor(exemplars.length / MAX_EPISODES) + 1) > 0) return;
  const right = seen.rows.find(({ evidence }) => evidence.resolution_id === seen.right);
  if (right === undefined) return;
  const rivals = seen.rows.filter((row) => row !== right).slice(0, CANDIDATES - 1);
  episodes.push({
    rows: Float32Array.from([right, ...rivals].flatMap((row) => row.features)),
    right: [0],
    weight: episodeWeight(right.evidence.exemplars),
    strangeness: seen.strangeness(seen.rows.map(({ evidence }) => evidence)),
  });
  if (episodes.length > MAX_EPISODES) episodes.shift();
}
