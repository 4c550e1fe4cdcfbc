export * from './domain.ts';
export * from './text/index.ts';
export type * from './evaluate/baseline.ts';
export type * from './evaluate/report.ts';
