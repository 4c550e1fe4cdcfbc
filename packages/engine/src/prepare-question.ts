/**
 * From a question to what the memory searches with.
 */
import { type EngineConfig, leavesOut } from './config.ts';
import type { EncodedQuestion } from './domain.ts';
import { EngineError } from './errors.ts';
import type { ModelFacts } from './facts.ts';
import { type Glossary, glossaryOf, knownAs } from './glossary/index.ts';
import type { Prepared } from './retrieve/exemplar-memory.ts';
import { quantise } from './retrieve/vector-index.ts';
import { leadOf } from './text/lead.ts';
import { sparseFeatures } from './text/sparse-features.ts';
import { words } from './text/tokenise.ts';

/** Characters of a text that the lexical indexes read. */
const MAX_INDEXED_TEXT = 1_500;

export function indexed(text: string) {
  return sparseFeatures(text.slice(0, MAX_INDEXED_TEXT));
}

function prepare(question: Omit<EncodedQuestion, 'vector'>, vector: Int8Array | null): Prepared {
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

/** Reads questions as one model does: with its glossary, and without what its config leaves out. */
export class QuestionReader {
  readonly #config: EngineConfig;
  readonly #facts: ModelFacts;
  /** Null until the next question, after it changed. */
  #glossary: Glossary | null = null;

  constructor(config: EngineConfig, facts: ModelFacts) {
    this.#config = config;
    this.#facts = facts;
  }

  /** As it is searched for. Throws `shape-mismatch` where its vector has another length. */
  asked(question: EncodedQuestion): Prepared {
    return this.kept(this.#restated(question), this.rounded(question.vector));
  }

  /** As it is kept in memory. */
  kept(question: Omit<EncodedQuestion, 'vector'>, vector: Int8Array | null): Prepared {
    // Its words and letters, unless they are left out.
    const text = leavesOut(this.#config, 'lexical') ? '' : question.text;
    return prepare({ ...question, text }, vector);
  }

  rounded(vector: Float32Array | null): Int8Array | null {
    const { dimensions } = this.#config;
    if (vector !== null && vector.length !== dimensions) {
      throw new EngineError(
        'shape-mismatch',
        `vector: expected ${dimensions} values, found ${vector.length}`,
      );
    }
    return vector && !leavesOut(this.#config, 'dense') ? quantise(vector) : null;
  }

  glossaryChanged(): void {
    this.#glossary = null;
  }

  /** With what its jargon is known as, for the search by letters. */
  #restated(question: EncodedQuestion): EncodedQuestion {
    this.#glossary ??= glossaryOf(this.#facts.glossary.map(({ entry }) => entry));
    if (this.#glossary.size === 0 || leavesOut(this.#config, 'glossary')) return question;
    const meanings = knownAs(words(question.text), this.#glossary);
    return meanings.length === 0 ? question : { ...question, text: `${question.text} ${meanings.join(' ')}` };
  }
}
