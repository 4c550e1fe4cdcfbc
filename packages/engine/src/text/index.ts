export type { Encoder } from './encoder.ts';
export { USE_LITE_DIMENSIONS, UseLiteEncoder, type UseLiteOptions } from './use-lite-encoder.ts';
export type { UseLiteFiles } from './use-lite-weights.ts';
