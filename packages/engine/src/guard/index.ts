/** Guards: what must go to a person whatever the answer is worth. */
export { changedRules, findHighStakes, type HighStakes, stakesRules } from './high-stakes.ts';
