/**
 * The facts of a model: everything that is saved of it. Indexes are built from them.
 */
import type { ConfidenceModel } from './confidence/confidence-model.ts';
import type {
  CellCertificate,
  EncodedQuestion,
  GlossaryEntry,
  ObservedPath,
  PolicySettings,
  Resolution,
  SeenOutcome,
  ShadowLabel,
  ShownAnswer,
} from './domain.ts';
import { type Episode, PRIOR_RANKER, type RankerModel } from './rank/ranker.ts';

/** What a fit leaves behind. */
export interface Fit {
  readonly ranker: RankerModel;
  readonly confidence: ConfidenceModel | null;
  readonly certificates: readonly CellCertificate[];
}

/** An exemplar as it is kept: its vector rounded, so that saving and loading changes nothing. */
export interface StoredExemplar {
  readonly seq: number;
  readonly id: string;
  readonly resolution_id: string;
  readonly question: Omit<EncodedQuestion, 'vector'>;
  readonly vector: Int8Array | null;
}

export interface StoredEpisode extends Episode {
  /** Strength of the best match, for questions whose resolution was known. */
  readonly strength: number;
}

/** Everything that is saved. Lists stand in ledger order. */
export interface ModelFacts {
  version: number;
  readonly resolutions: { seq: number; resolution: Resolution }[];
  readonly retired: { seq: number; resolution_id: string }[];
  readonly exemplars: StoredExemplar[];
  readonly labels: { seq: number; label: ShadowLabel }[];
  readonly settings: { seq: number; settings: PolicySettings }[];
  readonly shown: { seq: number; shown: ShownAnswer }[];
  readonly outcomes: { seq: number; outcome: SeenOutcome }[];
  readonly paths: { seq: number; path: ObservedPath }[];
  readonly glossary: { seq: number; entry: GlossaryEntry }[];
  readonly merges: { seq: number; from: string; into: string }[];
  readonly splits: { seq: number; topic_id: string; into: string; exemplars: readonly string[] }[];
  readonly refits: { seq: number; deployed: Readonly<Record<string, number>> }[];
  readonly episodes: StoredEpisode[];
  fit: Fit;
}

export const UNFITTED: Fit = { ranker: PRIOR_RANKER, confidence: null, certificates: [] };

export function emptyFacts(): ModelFacts {
  const told = { resolutions: [], retired: [], exemplars: [], labels: [], settings: [], refits: [] };
  const seen = { shown: [], outcomes: [], paths: [], glossary: [], merges: [], splits: [] };
  return { version: 0, ...told, ...seen, episodes: [], fit: UNFITTED };
}
