/** The only door of the engine. */
export { evidenceLevel } from './certify/certify-cells.ts';
export { CONFIDENCE_FEATURE_NAMES } from './confidence/confidence-features.ts';
export { DEFAULT_SETTINGS, type EngineConfig } from './config.ts';
export * from './domain.ts';
export { Engine } from './engine.ts';
export { EngineError } from './errors.ts';
export type * from './evaluate/baseline.ts';
export type * from './evaluate/report.ts';
export * from './learn/index.ts';
export { FEATURE_NAMES } from './rank/features.ts';
export * from './text/index.ts';
