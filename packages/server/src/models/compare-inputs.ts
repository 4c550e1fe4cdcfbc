/** This week's questions against those of the weeks before, in the engines' thread. */
import { type Engine, inputDrift, type InputMove, words } from '@understudy/engine';

/** At most this share of known questions is as strange. */
const NOVEL_P = 0.05;

export interface ComparedQuestion {
  readonly resolution_id: string | null;
  readonly novelty_p: number;
  readonly text: string;
  /** Null where it is not kept. */
  readonly vector: Float32Array | null;
}

export interface ComparedQuestions {
  readonly reference: readonly ComparedQuestion[];
  readonly recent: readonly ComparedQuestion[];
  readonly seed: string;
}

export function compareInputs(engine: Engine, { reference, recent, seed }: ComparedQuestions): InputMove[] {
  const seen = ({ resolution_id, novelty_p, text, vector }: ComparedQuestion) => ({
    topic_id: resolution_id === null ? null : engine.insights.topicOfResolution(resolution_id),
    is_novel: novelty_p <= NOVEL_P,
    words: words(text),
    vector,
  });
  return inputDrift({ reference: reference.map(seen), recent: recent.map(seen), seed });
}
