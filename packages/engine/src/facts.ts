/**
 * The facts of a model: everything that is saved of it. Indexes are built from them.
 */
import type { LearnedMap, MapEvidence } from './adapt/index.ts';
import type { FirstUnlock } from './certify/index.ts';
import type { ConfidenceModel } from './confidence/confidence-model.ts';
import type {
  EncodedQuestion,
  GlossaryEntry,
  ModelEvent,
  ObservedPath,
  PolicySettings,
  Resolution,
  SeenOutcome,
  ShadowLabel,
  ShownAnswer,
  StakesLabel,
} from './domain.ts';
import { EngineError } from './errors.ts';
import * as own from './own-copy.ts';
import type { HeadState } from './rank/linear-head.ts';
import { type Episode, PRIOR_RANKER, type RankerModel } from './rank/ranker.ts';
import { restoreUnit } from './retrieve/vector-index.ts';

/** What a fit leaves behind. */
export interface Fit {
  readonly ranker: RankerModel;
  readonly confidence: ConfidenceModel | null;
  /** What was unlocked by it, on scores made anew. */
  readonly unlocks: readonly FirstUnlock[];
  /** Rewards of resolutions that went out, by being right. */
  readonly tallies: Readonly<Record<string, { readonly rewards: number; readonly count: number }>>;
}

/** An exemplar as it is kept: its vector rounded, so that saving and loading changes nothing. */
export interface StoredExemplar {
  readonly seq: number;
  readonly id: string;
  readonly resolution_id: string;
  readonly question: Omit<EncodedQuestion, 'vector'>;
  readonly vector: Int8Array | null;
  /** Numbers of the resolutions that came up beside the right one when it was learned, likeliest first. */
  readonly rivals: Uint32Array;
  /** What its words alone pointed at before it was learned; only where it has a context. */
  readonly pointed?: string;
}

/** A refusal as it is kept: like an exemplar, but it speaks against its resolution. */
export interface StoredRefusal {
  readonly seq: number;
  readonly id: string;
  readonly resolution_id: string;
  readonly question: Omit<EncodedQuestion, 'vector'>;
  readonly vector: Int8Array | null;
}

export interface StoredEpisode extends Episode {
  /** How strange the question was, though its resolution was known. */
  readonly strangeness: number;
}

/** The map in use, and what the last attempt showed. */
export interface MapFacts {
  readonly learned: LearnedMap | null;
  readonly evidence: MapEvidence | null;
}

/** Everything that is saved. Lists stand in ledger order. */
export interface ModelFacts {
  version: number;
  readonly resolutions: { seq: number; resolution: Resolution }[];
  readonly retired: { seq: number; resolution_id: string }[];
  readonly exemplars: StoredExemplar[];
  readonly refusals: StoredRefusal[];
  readonly conditions: { seq: number; resolution_id: string; conditions: readonly string[] }[];
  readonly labels: { seq: number; label: ShadowLabel }[];
  readonly settings: { seq: number; settings: PolicySettings }[];
  readonly shown: { seq: number; shown: ShownAnswer }[];
  readonly outcomes: { seq: number; outcome: SeenOutcome }[];
  readonly paths: { seq: number; path: ObservedPath }[];
  readonly glossary: { seq: number; entry: GlossaryEntry }[];
  readonly stakes: { seq: number; label: StakesLabel }[];
  readonly merges: { seq: number; from: string; into: string }[];
  readonly splits: { seq: number; topic_id: string; into: string; exemplars: readonly string[] }[];
  readonly refits: { seq: number }[];
  readonly episodes: StoredEpisode[];
  head: HeadState | null;
  map: MapFacts;
  fit: Fit;
}

const NO_MAP: MapFacts = { learned: null, evidence: null };

export const UNFITTED: Fit = { ranker: PRIOR_RANKER, confidence: null, unlocks: [], tallies: {} };

export function emptyFacts(): ModelFacts {
  const told = { resolutions: [], retired: [], exemplars: [], labels: [], settings: [], refits: [] };
  const limits = { refusals: [], conditions: [], stakes: [] };
  const seen = { shown: [], outcomes: [], paths: [], glossary: [], merges: [], splits: [] };
  return { version: 0, ...told, ...limits, ...seen, episodes: [], head: null, map: NO_MAP, fit: UNFITTED };
}

/** Writes down an event that changes nothing but the facts. Throws `unknown-event`. */
export function tell(facts: ModelFacts, event: ModelEvent): void {
  const { seq } = event;
  switch (event.kind) {
    case 'decision-labelled':
      facts.labels.push({ seq, label: own.label(event.label) });
      break;
    case 'answer-shown':
      facts.shown.push({ seq, shown: own.shown(event.shown) });
      break;
    case 'outcome-seen':
      facts.outcomes.push({ seq, outcome: own.outcome(event.outcome) });
      break;
    case 'path-observed':
      facts.paths.push({ seq, path: own.path(event.path) });
      break;
    case 'glossary-changed':
      facts.glossary.push({ seq, entry: own.entry(event.entry) });
      break;
    case 'stakes-labelled':
      facts.stakes.push({ seq, label: own.stakesLabel(event.label) });
      break;
    case 'topics-merged':
      facts.merges.push({ seq, from: event.from, into: event.into });
      break;
    case 'topic-split': {
      const { topic_id, into, exemplars } = event;
      facts.splits.push({ seq, topic_id, into, exemplars: [...exemplars] });
      break;
    }
    default:
      throw new EngineError('unknown-event', `kind: expected a model event, found ${event.kind}`);
  }
}

/** The events that the facts came from, as far as they still matter, in ledger order. */
export function eventsOf(facts: ModelFacts): ModelEvent[] {
  const events: ModelEvent[] = [
    ...facts.resolutions.map((x) => ({ kind: 'resolution-upserted' as const, ...x })),
    ...facts.retired.map((x) => ({ kind: 'resolution-retired' as const, ...x })),
    ...facts.conditions.map((x) => ({ kind: 'conditions-set' as const, ...x })),
    ...facts.labels.map((x) => ({ kind: 'decision-labelled' as const, ...x })),
    ...facts.settings.map((x) => ({ kind: 'settings-changed' as const, ...x })),
    ...facts.shown.map((x) => ({ kind: 'answer-shown' as const, ...x })),
    ...facts.outcomes.map((x) => ({ kind: 'outcome-seen' as const, ...x })),
    ...facts.paths.map((x) => ({ kind: 'path-observed' as const, ...x })),
    ...facts.glossary.map((x) => ({ kind: 'glossary-changed' as const, ...x })),
    ...facts.stakes.map((x) => ({ kind: 'stakes-labelled' as const, ...x })),
    ...facts.merges.map((x) => ({ kind: 'topics-merged' as const, ...x })),
    ...facts.splits.map((x) => ({ kind: 'topic-split' as const, ...x })),
    ...facts.refits.map((x) => ({ kind: 'model-refitted' as const, ...x })),
    ...facts.exemplars.map(({ seq, id, resolution_id, question, vector }) => {
      const restored = { ...question, vector: vector && restoreUnit(vector) };
      return { kind: 'lesson-applied' as const, seq, exemplar: { id, resolution_id, question: restored } };
    }),
    ...facts.refusals.map(({ seq, id, resolution_id, question, vector }) => {
      const restored = { ...question, vector: vector && restoreUnit(vector) };
      return { kind: 'answer-refused' as const, seq, refusal: { id, resolution_id, question: restored } };
    }),
  ];
  return events.sort((a, b) => a.seq - b.seq);
}

/** Whether the facts hold anything of these positions. */
export function holdsAny(facts: ModelFacts, seqs: ReadonlySet<number>): boolean {
  const { resolutions, retired, exemplars, refusals, conditions, labels, settings, shown } = facts;
  const { outcomes, paths, glossary, stakes, merges, splits, refits } = facts;
  const told = [resolutions, retired, exemplars, refusals, conditions, labels, settings, shown];
  const seen = [outcomes, paths, glossary, stakes, merges, splits, refits];
  return [...told, ...seen].some((list) => list.some(({ seq }) => seqs.has(seq)));
}

/** Another stage or source is no new text. */
export function saysTheSame(one: Resolution, other: Resolution): boolean {
  return one.title === other.title && one.text === other.text;
}
