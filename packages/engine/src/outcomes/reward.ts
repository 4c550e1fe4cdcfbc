/**
 * Reward: what an answer was worth, as one table.
 *
 * An audit decides where there was one. Else the category that stands highest here does; where nothing that speaks
 * for itself was seen, the estimate P(correct) takes its place. Rewards lie in [0, 1]; they are for reading, and for
 * choosing between approved answers. No certificate is made of them.
 *
 * @example
 * rewardOf({ audited: null, categories: ['confirmed', 'unrated'], probability_correct: 0.97 }); // => 1
 */
import type { Category } from './signals.ts';

type Rewarded = Category | 'audited-right' | 'audited-wrong';

/** `estimate`: it does not speak for itself, P(correct | all that was seen) stands in for it. */
const REWARDS: Readonly<Record<Rewarded, number | 'estimate'>> = {
  'audited-right': 1,
  'audited-wrong': 0,

  'asked-for-human': 0,
  reopened: 0,
  denied: 0,
  'draft-discarded': 0,
  'thumb-down': 0,
  'rated-low': 0,
  'account-left': 'estimate',
  'came-again': 'estimate',

  'draft-edited-much': 0.2,
  'draft-edited-some': 0.6,
  'draft-edited-little': 0.9,
  'draft-accepted': 1,
  confirmed: 1,
  'thumb-up': 1,
  'rated-high': 1,
  thanked: 'estimate',

  silent: 'estimate',
  unrated: 'estimate',
  'draft-unused': 'estimate',
};

const ORDER = Object.keys(REWARDS) as readonly Rewarded[];

export function rewardOf(given: {
  /** Was it right? Null where nobody checked. */
  readonly audited: boolean | null;
  readonly categories: readonly Category[];
  readonly probability_correct: number;
}): number {
  const seen = new Set<Rewarded>(given.categories);
  if (given.audited !== null) seen.add(given.audited ? 'audited-right' : 'audited-wrong');
  const deciding = ORDER.find((each) => seen.has(each));
  const reward = deciding === undefined ? 'estimate' : REWARDS[deciding];
  return reward === 'estimate' ? given.probability_correct : reward;
}
