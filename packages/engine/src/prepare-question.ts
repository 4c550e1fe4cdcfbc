/**
 * From a question to what the memory searches with.
 */
import type { EncodedQuestion } from './domain.ts';
import type { Prepared } from './retrieve/exemplar-memory.ts';
import { leadOf } from './text/lead.ts';
import { sparseFeatures } from './text/sparse-features.ts';

/** Characters of a text that the lexical indexes read. */
const MAX_INDEXED_TEXT = 1_500;

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
