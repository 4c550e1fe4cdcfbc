export type { Encoder } from './encoder.ts';
export { normalise } from './normalise.ts';
export { type Redacted, type Redaction, redact } from './redact.ts';
export type { RedactedKind } from './redact-detectors.ts';
export { CHARACTER_BIT, MOST_FEATURES, type SparseFeatures, sparseFeatures } from './sparse-features.ts';
export { MOST_WORDS, sentences, words } from './tokenise.ts';
export { USE_LITE_DIMENSIONS, UseLiteEncoder, type UseLiteOptions } from './use-lite-encoder.ts';
export type { UseLiteFiles } from './use-lite-weights.ts';
