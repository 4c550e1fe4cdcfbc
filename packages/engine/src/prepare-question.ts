/**
 * From a question to what the memory searches with, and from what it found to how strong the match is.
 */
import type { EncodedQuestion, Retrieval } from './domain.ts';
import type { Prepared } from './retrieve/exemplar-memory.ts';
import { leadOf } from './text/lead.ts';
import { sparseFeatures } from './text/sparse-features.ts';

/** Characters of a text that the lexical indexes read. */
const MAX_INDEXED_TEXT = 1_500;

/** How strong the best match is, in [0, 1]: half letters, half meaning. */
export function matchStrength(retrieval: Retrieval): number {
  let best = 0;
  for (const e of retrieval.evidence) best = Math.max(best, (e.lexical_max + e.dense_max) / 2);
  return best;
}

export function indexed(text: string) {
  return sparseFeatures(text.slice(0, MAX_INDEXED_TEXT));
}

export function prepare(question: Omit<EncodedQuestion, 'vector'>, vector: Int8Array | null): Prepared {
  const lead = leadOf(question.text);
  return {
    features: indexed(question.text),
    lead: lead === null ? null : indexed(lead),
    vector,
    context: question.context,
    account: question.account,
    at_ms: question.at_ms,
  };
}
