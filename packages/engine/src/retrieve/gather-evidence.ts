/**
 * From similarities to evidence: which resolutions came up for a question, and what speaks for each.
 *
 * The similarities (`Scan`) are found once; the ground says whose they are. A ground may leave an exemplar out, or hold
 * one more, so that the same scan tells what would be known without it (`varied-memory.ts`).
 * Cost: O(n) for the nearest of each list, then O(exemplars) of what came up.
 */
import type { Evidence, Retrieval } from '../domain.ts';
import type { ContextCounts } from './context-counts.ts';
import { contextEvidence } from './context-evidence.ts';
import { foundByContext } from './context-index.ts';
import type { FeatureCounts } from './lexical-index.ts';
import { product, type ResolutionEntry } from './resolution-entry.ts';
import { best, votes } from './similarity-list.ts';

/** Similarities of one question with every exemplar, title and text, by slot. */
export interface Scan {
  readonly lexical: Float32Array;
  readonly dense: Float32Array;
  readonly leads: Float32Array;
  readonly title: Float32Array;
  readonly titleLead: Float32Array;
  readonly text: Float32Array;
  /** Share of the question's weight on features that no exemplar has. */
  readonly uncovered: number;
}

/** Whose the slots are: the number of a resolution, below zero where it counts for none. */
export interface Ground {
  readonly ownerOf: (slot: number) => number;
  readonly ownerOfTitle: (slot: number) => number;
  readonly ownerOfText: (slot: number) => number;
  readonly entry: (resolution: number) => ResolutionEntry;
  readonly exemplarId: (slot: number) => string;
  readonly usual: ContextCounts;
  /** Exemplars with a token of the context, oldest first. */
  readonly slotsWith: (token: string) => readonly number[];
  /** How many are known. */
  readonly resolutions: () => number;
}

/** What was learned about a question beside the memory, for the resolution of a number. */
export interface LearnedOpinions {
  /** Of the linear head. */
  readonly head: (resolution: number) => number;
  /** Closeness by the learned map. */
  readonly adapted: (resolution: number) => number;
}

/** What is asked of a question. */
interface Asked {
  readonly features: FeatureCounts;
  readonly vector: Int8Array | null;
  readonly context: readonly string[];
  readonly at_ms: number;
}

const NEIGHBOURS = 30;
const TITLE_NEIGHBOURS = 10;
const VOTE_TEMPERATURE = 0.05;
const LEAD_TEMPERATURE = 0.1;

export function gatherEvidence(given: {
  readonly question: Asked;
  readonly scan: Scan;
  readonly ground: Ground;
  readonly learned: LearnedOpinions;
}): Retrieval {
  const { question, scan, ground, learned } = given;
  const { lexical, dense, leads } = scan;
  const { ownerOf } = ground;
  const alive = (slot: number) => ownerOf(slot) >= 0;
  const nearLexical = best(lexical, NEIGHBOURS, alive);
  const nearDense = best(dense, NEIGHBOURS, alive);
  const nearLeads = leads === lexical ? nearLexical : best(leads, NEIGHBOURS, alive);
  const lexicalVotes = votes(nearLexical, VOTE_TEMPERATURE, ownerOf);
  const denseVotes = votes(nearDense, VOTE_TEMPERATURE, ownerOf);
  const leadVotes = votes(nearLeads, LEAD_TEMPERATURE, ownerOf);
  const found = new Set([
    ...lexicalVotes.keys(),
    ...denseVotes.keys(),
    ...leadVotes.keys(),
    ...ownersOf(scan.title, ground.ownerOfTitle),
    ...ownersOf(scan.text, ground.ownerOfText),
    ...foundByContext(question.context, {
      ...ground,
      countsOf: (owner) => ground.entry(owner).contexts,
    }),
  ]);
  const squared = question.vector === null ? 0 : product(question.vector, question.vector);
  const entries = [...found].map((index) => ({ index, entry: ground.entry(index) }));
  const contexts = contextEvidence(
    question.context,
    entries.map(({ entry }) => entry.contexts),
    ground.usual,
  );
  const evidence = entries.map(({ index, entry }, i): Evidence => {
    const own = summarise(entry.slots, { lexical, dense, leads });
    return {
      resolution_id: entry.id,
      exemplars: entry.slots.length,
      ...own.sums,
      lexical_vote: lexicalVotes.get(index) ?? 0,
      dense_vote: denseVotes.get(index) ?? 0,
      dense_mean: Math.max(0, entry.centroidCosine(question.vector, squared)),
      lead_vote: leadVotes.get(index) ?? 0,
      title: entry.titleSlot < 0 ? 0 : scan.title[entry.titleSlot],
      title_lead: entry.titleSlot < 0 ? 0 : scan.titleLead[entry.titleSlot],
      text: Math.max(0, ...entry.textSlots.map((slot) => scan.text[slot])),
      adapted: learned.adapted(index),
      head: learned.head(index),
      context: contexts[i].odds,
      ...(contexts[i].said.length > 0 && { context_said: contexts[i].said }),
      recent: Math.log(0.2 + entry.fresh(question.at_ms)),
      nearest_exemplar_id: own.nearest < 0 ? null : ground.exemplarId(own.nearest),
    };
  });
  return { evidence, uncovered: scan.uncovered, resolutions: ground.resolutions() };
}

/** Whose documents are the nearest. */
function ownersOf(scores: Float32Array, ownerOf: (slot: number) => number): number[] {
  return best(scores, TITLE_NEIGHBOURS, (slot) => ownerOf(slot) >= 0).map(({ slot }) => ownerOf(slot));
}

const TOP = 5;

/** What the exemplars of one resolution say: the best, the mean of the five best, the mean of all. */
function summarise(
  slots: readonly number[],
  { lexical, dense, leads }: { lexical: Float32Array; dense: Float32Array; leads: Float32Array },
) {
  const lexicalBest = new Float64Array(TOP);
  const denseBest = new Float64Array(TOP);
  let lexicalSum = 0;
  let lead = 0;
  let nearest = -1;
  let nearestScore = -1;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    const letters = lexical[slot];
    // Rounded vectors are not quite of unit length.
    const meaning = Math.min(1, Math.max(0, dense[slot]));
    lexicalSum += letters;
    if (letters > lexicalBest[TOP - 1]) insert(lexicalBest, letters);
    if (meaning > denseBest[TOP - 1]) insert(denseBest, meaning);
    if (leads[slot] > lead) lead = leads[slot];
    if (letters + meaning > nearestScore) {
      nearestScore = letters + meaning;
      nearest = slot;
    }
  }
  const sums = {
    lexical_max: lexicalBest[0],
    lexical_top5: mean(lexicalBest),
    lexical_mean: slots.length > 0 ? lexicalSum / slots.length : 0,
    dense_max: denseBest[0],
    dense_top5: mean(denseBest),
    lead_max: lead,
  };
  return { sums, nearest };
}

/** Keeps the largest, in descending order; the value is above the last. */
function insert(descending: Float64Array, value: number): void {
  let at = descending.length - 1;
  for (; at > 0 && descending[at - 1] < value; at--) descending[at] = descending[at - 1];
  descending[at] = value;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
