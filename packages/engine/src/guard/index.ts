/** Guards: what must go to a person whatever the answer is worth. */
export { changedRules, type HighStakes, type Looked, stakesRules } from './high-stakes.ts';
