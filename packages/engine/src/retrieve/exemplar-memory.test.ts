import { describe, expect, it } from 'vitest';
import type { Evidence } from '../domain.ts';
import { SeededRandom } from '../math/seeded-random.ts';
import { ExemplarMemory, type Prepared } from './exemplar-memory.ts';
import { type FeatureCounts, LexicalIndex } from './lexical-index.ts';
import { quantise, VectorIndex } from './vector-index.ts';

const DIMENSIONS = 16;

function features(ids: readonly number[]): FeatureCounts {
  const unique = Uint32Array.from(new Set(ids)).toSorted();
  return { ids: unique, counts: Uint16Array.from(unique, (id) => ids.filter((each) => each === id).length) };
}

function prepared(random: SeededRandom): Prepared {
  const ids = Array.from({ length: 1 + random.integer(8) }, () => random.integer(60));
  const raw = Float32Array.from({ length: DIMENSIONS }, () => random.normal());
  const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0));
  return {
    features: features(ids),
    lead: random.next() < 0.4 ? features(ids.slice(0, 2)) : null,
    vector: random.next() < 0.8 ? quantise(raw.map((value) => value / length)) : null,
    context: ['page:/a', 'page:/b'].filter(() => random.next() < 0.4),
    account: random.next() < 0.5 ? `account-${random.integer(4)}` : null,
    at_ms: 1e9 + random.integer(90) * 86_400_000,
  };
}

interface Kept {
  readonly id: string;
  readonly owner: string;
  readonly question: Prepared;
}

const meanOfFive = (values: readonly number[]) =>
  values
    .toSorted((a, b) => b - a)
    .slice(0, 5)
    .reduce((sum, value) => sum + value, 0) / 5;
const maximum = (values: readonly number[]) => Math.max(0, ...values);

/** Shares of a softmax over the 30 best of all exemplars that live. */
function voteOf(
  scores: readonly number[],
  kept: readonly (Kept | null)[],
  owner: string,
  temperature: number,
) {
  const nearest = scores
    .map((score, slot) => ({ score: Math.fround(score), slot, owner: kept[slot]?.owner ?? null }))
    .filter((each) => each.score > 0 && each.owner !== null)
    .toSorted((a, b) => b.score - a.score || a.slot - b.slot)
    .slice(0, 30)
    .map((each) => ({ ...each, weight: Math.exp(each.score / temperature) }));
  const total = nearest.reduce((sum, each) => sum + each.weight, 0);
  const own = nearest.filter((each) => each.owner === owner).reduce((sum, each) => sum + each.weight, 0);
  return total === 0 ? 0 : own / total;
}

/** Evidence of one resolution, from the scores of all exemplars one by one. */
function bruteForce(kept: readonly (Kept | null)[], all: readonly Kept[], asked: Prepared, owner: string) {
  const lexicalIndex = new LexicalIndex();
  const leadIndex = new LexicalIndex();
  const vectors = new VectorIndex(DIMENSIONS);
  for (const { question } of all) {
    lexicalIndex.add(question.features);
    leadIndex.add(question.lead ?? features([]));
    vectors.add(question.vector ?? new Int8Array(DIMENSIONS));
  }
  const lexical = [...lexicalIndex.search(asked.features).scores];
  const dense = asked.vector === null ? all.map(() => 0) : [...vectors.search(asked.vector)];
  const ownLeads = leadIndex.search(asked.lead ?? asked.features).scores;
  const leads = all.map(({ question }, slot) => (question.lead === null ? lexical[slot] : ownLeads[slot]));
  const slots = all.flatMap((_, slot) => (kept[slot]?.owner === owner ? [slot] : []));
  const of = (scores: readonly number[]) => slots.map((slot) => Math.max(0, scores[slot]));
  const bounded = of(dense).map((score) => Math.min(1, score));
  const nearest = slots.toSorted((a, b) => {
    const strength = (slot: number) => lexical[slot] + Math.min(1, Math.max(0, dense[slot]));
    return strength(b) - strength(a) || a - b;
  })[0];
  const centroid = new Float64Array(DIMENSIONS);
  for (const slot of slots) all[slot].question.vector?.forEach((value, k) => (centroid[k] += value));
  const dot = centroid.reduce((sum, value, k) => sum + value * (asked.vector?.[k] ?? 0), 0);
  const length = Math.hypot(...centroid) * Math.hypot(...(asked.vector ?? []));
  return {
    exemplars: slots.length,
    lexical_max: maximum(of(lexical)),
    lexical_top5: meanOfFive(of(lexical)),
    lexical_mean: of(lexical).reduce((sum, value) => sum + value, 0) / Math.max(1, slots.length),
    lexical_vote: voteOf(lexical, kept, owner, 0.05),
    dense_max: maximum(bounded),
    dense_top5: meanOfFive(bounded),
    dense_mean: length > 0 ? Math.max(0, dot / length) : 0,
    dense_vote: voteOf(dense, kept, owner, 0.05),
    lead_max: maximum(of(leads)),
    lead_vote: voteOf(leads, kept, owner, 0.1),
    nearest_exemplar_id: nearest === undefined ? null : all[nearest].id,
  };
}

describe('the memory of exemplars', () => {
  it('says of each resolution what brute force says, retired ones left out', () => {
    const random = new SeededRandom('memory');
    const memory = new ExemplarMemory(DIMENSIONS);
    const all: Kept[] = [];
    const gone = new Set<string>();
    let compared = 0;
    for (let size = 1; size <= 150; size++) {
      const added = {
        id: `e${size}`,
        owner: `r${Math.floor(12 * random.next() ** 2)}`,
        question: prepared(random),
      };
      if (gone.has(added.owner)) added.owner = 'other';
      all.push(added);
      memory.add(added.id, added.owner, added.question);
      if (size === 60 || size === 100) {
        gone.add(all[3].owner).add(all[size - 1].owner);
        for (const id of gone) memory.retire(id);
      }
      if (size % 10 > 0) continue;
      const kept = all.map((each) => (gone.has(each.owner) ? null : each));
      const asked = prepared(random);
      const { evidence, resolutions } = memory.retrieve(asked);
      expect(resolutions).toBe(new Set(kept.flatMap((each) => each?.owner ?? [])).size);
      for (const found of evidence) {
        expect(gone.has(found.resolution_id)).toBe(false);
        const expected = bruteForce(kept, all, asked, found.resolution_id);
        for (const [name, value] of Object.entries(expected)) {
          const own = found[name as keyof Evidence];
          const gap = typeof value === 'number' ? Math.abs(Number(own) - value) : Number(own !== value);
          expect({ [name]: gap < 1e-5 }).toEqual({ [name]: true });
        }
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('lets no trace of a retired resolution come up, its texts and title included', () => {
    const memory = new ExemplarMemory(DIMENSIONS);
    const asked = { ...prepared(new SeededRandom('trace')), features: features([1, 2, 3]) };
    memory.upsert('r', { title: features([1]), text: features([1, 2]) });
    memory.upsert('r', { title: features([2]), text: features([2, 3]) });
    memory.add('e', 'r', asked);
    expect(memory.retrieve(asked).evidence.map((each) => each.resolution_id)).toEqual(['r']);
    memory.retire('r');
    memory.retire('r');
    memory.retire('unknown');
    expect(memory.retrieve(asked)).toMatchObject({ evidence: [], resolutions: 0 });
    expect(memory.entry('r')).toBeUndefined();
  });

  it('finds a resolution by its newest title and by any of its newest texts', () => {
    const memory = new ExemplarMemory(DIMENSIONS);
    const ask = (ids: readonly number[]) =>
      memory.retrieve({
        ...prepared(new SeededRandom('ask')),
        features: features(ids),
        lead: null,
        vector: null,
      });
    memory.upsert('r', { title: features([1]), text: features([10]) });
    memory.upsert('r', { title: features([2]), text: features([11]) });
    expect(ask([1]).evidence).toEqual([]);
    expect(ask([2]).evidence[0]).toMatchObject({ title: expect.closeTo(1, 5), exemplars: 0, text: 0 });
    for (const id of [10, 11]) expect(ask([id]).evidence[0].text).toBeCloseTo(1, 5);
    expect(ask([10, 99]).uncovered).toBe(1);
  });

  it('tells enough that one exemplar need not be crowded out by forty, as it is by plain similarity', () => {
    const random = new SeededRandom('crowd');
    const topScorer = (evidence: readonly Evidence[], score: (e: Evidence) => number) =>
      evidence.toSorted((a, b) => score(b) - score(a))[0]?.resolution_id;
    const right = { corrected: 0, plain: 0 };
    for (let round = 0; round < 60; round++) {
      const memory = new ExemplarMemory(DIMENSIONS);
      // An old issue speaks about everything on its page, 40 times; the new one has words of its own besides.
      const say = (own: readonly number[], ownShare: number): Prepared => {
        const ids = Array.from({ length: 8 }, () =>
          random.next() < ownShare ? own[random.integer(own.length)] : random.integer(25),
        );
        const context: string[] = [];
        return { features: features(ids), lead: null, vector: null, context, account: null, at_ms: 1 };
      };
      for (let i = 0; i < 40; i++) memory.add(`old-${i}`, 'old', say([30, 31, 32, 33], 0.3));
      memory.add('new-0', 'new', say([50, 51, 52, 53], 0.3));
      const { evidence } = memory.retrieve(say([50, 51, 52, 53], 0.3));
      const score = (e: Evidence) => (e.lexical_max + e.lexical_mean) / 2 - 0.04 * Math.log(e.exemplars);
      right.corrected += topScorer(evidence, score) === 'new' ? 1 : 0;
      right.plain += topScorer(evidence, (e) => e.lexical_max) === 'new' ? 1 : 0;
    }
    expect(right.corrected).toBeGreaterThan(right.plain + 15);
  });
});
