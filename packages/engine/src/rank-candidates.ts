/**
 * The candidates for a question, likeliest first, without what must not be given to it (`left-out.ts`): scores, shares and
 * all that the confidence is read from are those of what is left. Cost: where something is left out, one more ranking.
 */
import type { Ranking } from './confidence/confidence-features.ts';
import type { Candidate, EncodedQuestion, Reason } from './domain.ts';
import { leftOut } from './left-out.ts';
import { rankEvidence } from './rank/rank-evidence.ts';
import { type RankerModel, softmax } from './rank/ranker.ts';
import type { Knowledge } from './varied-model.ts';

export interface Ranked {
  readonly candidates: Candidate[];
  readonly ranking: Ranking;
  /** Why what would have come first is no candidate. */
  readonly left_out: readonly Reason[];
}

export function rankCandidates(model: Knowledge, question: EncodedQuestion): Ranked {
  const { ranker } = model.facts.fit;
  const retrieval = model.retrieve(question);
  const confusions = question.context.length > 0 ? model.confusions : null;
  const all = rank(ranker, retrieval, confusions);
  const ids = all.candidates.map(({ resolution_id }) => resolution_id);
  const out = leftOut(model, question, ids);
  if (out.size === 0) return { ...all, left_out: [] };
  const first = ids.findIndex((id) => !out.has(id));
  const ahead = ids.slice(0, first < 0 ? ids.length : first);
  const evidence = retrieval.evidence.filter(({ resolution_id }) => !out.has(resolution_id));
  return {
    ...rank(ranker, { ...retrieval, evidence }, confusions),
    left_out: ahead.flatMap((id) => out.get(id) ?? []),
  };
}

function rank(
  ranker: RankerModel,
  retrieval: ReturnType<Knowledge['retrieve']>,
  confusions: Knowledge['confusions'] | null,
): { candidates: Candidate[]; ranking: Ranking } {
  const ranked = rankEvidence(ranker, retrieval.evidence);
  const rows = confusions?.passOn(ranked, ranker) ?? ranked;
  const scores = rows.map((row) => row.score);
  const probabilities = rows.length > 0 ? softmax(scores) : [];
  const candidates = rows.map(
    ({ evidence, features, score }, index): Candidate => ({
      resolution_id: evidence.resolution_id,
      score,
      probability: probabilities[index],
      exemplar_id: evidence.nearest_exemplar_id,
      features,
      ...(evidence.context_said && { context_said: evidence.context_said }),
    }),
  );
  const { uncovered, resolutions } = retrieval;
  return {
    candidates,
    ranking: { evidence: rows.map((row) => row.evidence), scores, probabilities, uncovered, resolutions },
  };
}
