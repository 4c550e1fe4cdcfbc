/**
 * Learns a map from the exemplars, and says by a replay whether it helps: with issues that it had never seen, and
 * with new questions on known ones.
 *
 * Resolutions stand in four folds by a hash of their name, each with statistics of its own: a map without a fold's
 * resolutions is fitted on the sum of the others, so the replay needs no second pass. Everything can be taken out
 * again; what is proposed depends on the exemplars that are in, not on how they came.
 *
 * Accepted is what loses at no stage of the replay, and has evidence of 20 over resolutions (`challenge`) against
 * vectors as they are. A small desk waits: at least seven resolutions with two exemplars have to get better.
 * A map in use is not the opponent, since it knows the resolutions that are held out; its successor is to be compared
 * with it live. Attempts are few, because each is a chance to be wrong.
 * Cost at d = 512: add 12 µs; propose some 4 s up to 100,000 exemplars (some seven fits and the replay). Memory: 12 MiB.
 *
 * @example
 * const adaptation = new Adaptation(16);
 * adaptation.add('refund', new Int8Array(16).fill(30));
 * adaptation.propose({ exemplars: [], tried: 0, version: 1, seed: 1 });   // => null
 */
import { SeededRandom } from '../math/seeded-random.ts';
import { challenge } from './challenge.ts';
import { fitMap } from './fit-map.ts';
import { type LearnedMap, VectorMap } from './learned-map.ts';
import { MapStatistics } from './map-statistics.ts';
import { type ReplayedFold, replayMap } from './replay-map.ts';
import { type Scatter, sumScatters } from './scatter.ts';
import { type MapReplay, STAGES } from './tally.ts';
import type { MapExemplar } from './topic-memory.ts';

export interface ProposalRequest {
  /** Those that were added, in ledger order. */
  readonly exemplars: readonly MapExemplar[];
  /** Exemplars at the last attempt, accepted or not (`evidence.exemplars`); 0 before the first. */
  readonly tried: number;
  /** Of the map to be proposed. */
  readonly version: number;
  readonly seed: number | string;
}

export interface MapProposal {
  readonly map: LearnedMap;
  readonly evidence: MapEvidence;
}

export interface MapEvidence extends MapReplay {
  /** How many the map was fitted on. */
  readonly exemplars: number;
  /** Natural logarithm of the evidence that the map helps. */
  readonly lnBetter: number;
  readonly accepted: boolean;
}

const FOLDS = 4;
const KIND = 'two-covariance';
/** An attempt is made when there are so many times the exemplars of the last one. */
const GROWTH = 2.5;
/** The first attempt. */
const FEWEST = 200;

export class Adaptation {
  readonly #dimensions: number;
  readonly #folds: readonly MapStatistics[];

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#folds = Array.from({ length: FOLDS }, () => new MapStatistics(dimensions));
  }

  add(resolutionId: string, vector: Int8Array): void {
    this.#folds[foldOf(resolutionId)].add(resolutionId, vector);
  }

  remove(resolutionId: string, vector: Int8Array): void {
    this.#folds[foldOf(resolutionId)].remove(resolutionId, vector);
  }

  /** Is there enough new since the attempt at so many exemplars? */
  isDue(tried: number): boolean {
    const exemplars = this.#folds.reduce((sum, fold) => sum + fold.exemplars, 0);
    return exemplars >= Math.max(FEWEST, GROWTH * tried);
  }

  /** Null where there is nothing to learn from, or too little new since the last attempt. */
  propose({ exemplars, tried, version, seed }: ProposalRequest): MapProposal | null {
    if (!this.isDue(tried)) return null;
    const scatters = this.#folds.map((fold) => fold.scatter());
    const all = sumScatters(scatters, this.#dimensions);
    const map = fitMap(all, { kind: KIND, version });
    if (map === null) return null;
    const folds = this.#replayedFolds(scatters, version);
    const replay = replayMap({ exemplars, folds, kind: KIND, seed });
    return { map, evidence: { exemplars: all.exemplars, ...replay, ...judge(replay) } };
  }

  #replayedFolds(scatters: readonly Scatter[], version: number): ReplayedFold[] {
    return scatters.flatMap((_, fold) => {
      const others = sumScatters(
        scatters.filter((__, other) => other !== fold),
        this.#dimensions,
      );
      const map = fitMap(others, { kind: KIND, version });
      if (map === null) return [];
      return [{ holds: (resolutionId: string) => foldOf(resolutionId) === fold, map: new VectorMap(map) }];
    });
  }
}

function judge(replay: MapReplay): { lnBetter: number; accepted: boolean } {
  const { lnBetter, verdict } = challenge(replay);
  const losesNowhere = STAGES.every((stage) => {
    const { raw_right, mapped_right } = replay.stages[stage];
    return mapped_right >= raw_right;
  });
  return { lnBetter, accepted: verdict === 'promote' && losesNowhere };
}

function foldOf(resolutionId: string): number {
  return new SeededRandom(resolutionId).integer(FOLDS);
}
