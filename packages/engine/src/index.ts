export * from './domain.ts'; export type { Encoder } from './text/encoder.ts';
