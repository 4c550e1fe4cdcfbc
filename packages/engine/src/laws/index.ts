export {
  type EngineCase,
  type EngineLaw,
  engineLaws,
  type LawfulEngine,
  type LawfulEngineKind,
} from './engine-laws.ts';
export { type Example, type LearnerLaw, type LearnerSubject, learnerLaws } from './learner-laws.ts';
