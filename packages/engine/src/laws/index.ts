export { type Example, type LearnerLaw, type LearnerSubject, learnerLaws } from './learner-laws.ts';
