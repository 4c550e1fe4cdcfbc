/** What a replay is measured against, over the same tickets. */
import type { StreamBaseline } from '../run-replay.ts';
import { LinearSvm } from './linear-svm.ts';
import { appendKnn, staticBm25, staticKnn, tfidfKnn } from './neighbours.ts';
import { retrainedBaseline } from './retrained.ts';

export { retrainedBaseline } from './retrained.ts';

export const STREAM_BASELINES: readonly StreamBaseline[] = [
  staticBm25,
  staticKnn,
  appendKnn,
  tfidfKnn,
  retrainedBaseline('svm_30d', () => new LinearSvm()),
];
