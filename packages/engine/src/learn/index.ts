/** The learning stage: from threads and documents to resolutions and lessons. */
export { contextTokens } from './context-tokens.ts';
export * from './draw-lesson.ts';
export { dearerStakes, guessStakes } from './guess-stakes.ts';
export { Influence } from './influence.ts';
export * from './lifecycle.ts';
export { articleKey, canonicalLink, extractLinks } from './links.ts';
export * from './merge-resolutions.ts';
export * from './mine-document.ts';
export * from './mine-thread.ts';
export * from './mine-ticket.ts';
export * from './past-stream.ts';
export * from './past-ticket.ts';
export { type CustomerVerdict, readCustomerMessage } from './read-message.ts';
export { stableHash } from './stable-hash.ts';
export { FormulaCounter, stripBoilerplate } from './strip-boilerplate.ts';
export { subjectOf } from './subject.ts';
export { SuspectLabels } from './suspect-labels.ts';
export * from './thread.ts';
