/**
 * The learned map at work: how near a question's meaning is to a resolution's, as this desk tells meanings apart.
 *
 * Both are taken through the map first: the question's vector, and the centroid of the resolution's exemplars. The
 * cosine of the two is one more sign for the ranker, whose weight it learns from episodes; the memory keeps raw vectors,
 * and searches them. A map is looked for at a refit, when there are two and a half times as many exemplars as at the last attempt; what
 * its replay speaks against is not used, and the map before stays (docs/decisions/0013-adaptation.md).
 *
 * Cost at d = 512: add 12 µs; a question 10 µs, and 1 µs a resolution (10 µs more after its last lesson); an attempt
 * some 4 s. Memory: 12 MiB, and 512 bytes a resolution that came up.
 */
import { Adaptation, VectorMap } from './adapt/index.ts';
import type { ModelFacts } from './facts.ts';
import type { ExemplarMemory } from './retrieve/exemplar-memory.ts';
import { product } from './retrieve/resolution-entry.ts';

interface MappedCentroid {
  /** Exemplars that it was made of. */
  readonly exemplars: number;
  readonly mapped: Mapped | null;
}

interface Mapped {
  readonly vector: Int8Array;
  readonly length: number;
}

export class MeaningMap {
  readonly #memory: ExemplarMemory;
  readonly #facts: ModelFacts;
  readonly #adaptation: Adaptation;
  #map: VectorMap | null;
  readonly #centroids = new Map<number, MappedCentroid>();

  constructor(memory: ExemplarMemory, dimensions: number, facts: ModelFacts) {
    this.#memory = memory;
    this.#facts = facts;
    this.#adaptation = new Adaptation(dimensions);
    const { learned } = facts.map;
    this.#map = learned && new VectorMap(learned);
  }

  add(resolutionId: string, vector: Int8Array): void {
    this.#adaptation.add(resolutionId, vector);
  }

  /** Would a refit now look for a map? */
  get isDue(): boolean {
    return this.#adaptation.isDue(this.#tried);
  }

  /** At a refit; does nothing unless it is due. */
  refit(seq: number): void {
    if (!this.isDue) return;
    const { learned } = this.#facts.map;
    const found = this.#adaptation.propose({
      exemplars: this.#facts.exemplars.flatMap(({ resolution_id, vector }) =>
        vector === null ? [] : [{ resolution_id, vector }],
      ),
      tried: this.#tried,
      version: (learned?.version ?? 0) + 1,
      seed: seq,
    });
    if (found === null) return;
    const { map, evidence } = found;
    this.#facts.map = { learned: evidence.accepted ? map : learned, evidence };
    if (!evidence.accepted) return;
    this.#map = new VectorMap(map);
    this.#centroids.clear();
  }

  /** Cosine of the mapped question with the mapped centroid of the resolution of a number; 0 without a map. */
  closenessTo(vector: Int8Array | null): (resolution: number) => number {
    const map = this.#map;
    if (map === null || vector === null) return () => 0;
    const question = mappedBy(map, vector);
    return (resolution) => {
      const centroid = this.#centroidOf(resolution, map);
      if (centroid === null || question.length * centroid.length === 0) return 0;
      return product(question.vector, centroid.vector) / (question.length * centroid.length);
    };
  }

  /** The same for a centroid that the memory does not hold. */
  closenessBetween(vector: Int8Array | null, centroid: Int8Array | null): number {
    if (this.#map === null || vector === null || centroid === null) return 0;
    const [question, other] = [mappedBy(this.#map, vector), mappedBy(this.#map, centroid)];
    const lengths = question.length * other.length;
    return lengths === 0 ? 0 : product(question.vector, other.vector) / lengths;
  }

  get #tried(): number {
    return this.#facts.map.evidence?.exemplars ?? 0;
  }

  #centroidOf(resolution: number, map: VectorMap): Mapped | null {
    const { exemplars, vector } = this.#memory.centroid(resolution);
    const known = this.#centroids.get(resolution);
    if (known?.exemplars === exemplars) return known.mapped;
    const centroid = vector();
    const mapped = centroid && mappedBy(map, centroid);
    this.#centroids.set(resolution, { exemplars, mapped });
    return mapped;
  }
}

function mappedBy(map: VectorMap, given: Int8Array): Mapped {
  const vector = map.apply(given);
  return { vector, length: Math.sqrt(product(vector, vector)) };
}
