/**
 * What may be seen after an answer, as one table: what each thing means, how good it is, where it is seen.
 *
 * Here because learning from outcomes is only as honest as the reading of them. A category is what one channel
 * says about one answer once its window is over. Signals of one channel are redundant (who comes again did not
 * confirm), so a channel has one category, and the one that stands higher in the table wins. Seeing nothing is a
 * category of its own, since people who say nothing are not a random sample.
 * Drafts are judged by the human agent who had them; answers by the customer's conduct and ratings.
 *
 * @example
 * heavier('confirmed', 'came-again'); // => 'came-again'
 * SIGNALS['came-again'].tone;         // => 'bad'
 */
import type { ShownAnswer, Signal } from '../domain.ts';

export type Channel = 'conduct' | 'rating' | 'agent';
export type Tone = 'good' | 'neutral' | 'bad';

/** What one channel says: a signal, one of three bins of an edited draft, or that nothing was seen. */
export type Category =
  | Exclude<Signal, 'draft-edited'>
  | 'draft-edited-little'
  | 'draft-edited-some'
  | 'draft-edited-much'
  | 'silent'
  | 'unrated'
  | 'draft-unused';

export interface Meaning {
  readonly channel: Channel;
  readonly tone: Tone;
  /** Nothing that could change the reading is waited for. */
  readonly ends: boolean;
  /** One sentence for people. */
  readonly means: string;
}

const row = (channel: Channel, tone: Tone, ends: boolean, means: string): Meaning => ({
  channel,
  tone,
  ends,
  means,
});

/** Within a channel a row outweighs those below it. */
export const SIGNALS: Readonly<Record<Category, Meaning>> = {
  'asked-for-human': row('conduct', 'bad', true, 'The customer asked for a person after the answer.'),
  reopened: row('conduct', 'bad', true, 'The conversation was opened again: the problem was still there.'),
  denied: row('conduct', 'bad', true, 'The customer said that the answer did not help.'),
  'account-left': row('conduct', 'bad', true, 'The account was closed; the answer is one of many causes.'),
  'came-again': row('conduct', 'bad', false, 'The customer asked about the same topic again, maybe newly.'),
  confirmed: row('conduct', 'good', false, 'The customer said that it works now.'),
  thanked: row('conduct', 'good', false, 'The customer said thanks, which may be mere courtesy.'),
  silent: row('conduct', 'neutral', false, 'Nothing was heard: solved, given up, or gone elsewhere.'),

  'thumb-down': row('rating', 'bad', false, 'The customer marked the answer as not helpful.'),
  'rated-low': row('rating', 'bad', false, 'The customer rated the conversation low.'),
  'thumb-up': row('rating', 'good', false, 'The customer marked the answer as helpful.'),
  'rated-high': row('rating', 'good', false, 'The customer rated the conversation high.'),
  unrated: row('rating', 'neutral', false, 'No rating, as after most answers.'),

  'draft-discarded': row('agent', 'bad', true, 'The human agent wrote another reply instead.'),
  'draft-edited-much': row('agent', 'bad', true, 'The human agent sent it with more than 40 % changed.'),
  'draft-edited-some': row('agent', 'neutral', true, 'The human agent sent it with 10 to 40 % changed.'),
  'draft-edited-little': row('agent', 'good', true, 'The human agent sent it with at most 10 % changed.'),
  'draft-accepted': row('agent', 'good', true, 'The human agent sent the draft as it was.'),
  'draft-unused': row('agent', 'neutral', false, 'Nobody did anything with the draft.'),
};

export const CATEGORIES = Object.keys(SIGNALS) as readonly Category[];

/** What a channel says where nothing was seen in its whole window. */
export const NOTHING_SEEN: Readonly<Record<Channel, Category>> = {
  conduct: 'silent',
  rating: 'unrated',
  agent: 'draft-unused',
};

/** Where an answer, or a draft, is judged. What happens after a draft is about the human agent's own reply. */
export const CHANNELS_OF: Readonly<Record<ShownAnswer['action'], readonly Channel[]>> = {
  answer: ['conduct', 'rating'],
  draft: ['agent'],
};

/** Greatest share of a draft that was changed, by bin. */
const EDITED_LITTLE = 0.1;
const EDITED_SOME = 0.4;

/** The category of one signal. `edited` is the changed share of a draft; null, which nobody measured, counts as 1. */
export function categoryOf(signal: Signal, edited: number | null): Category {
  if (signal !== 'draft-edited') return signal;
  const share = edited ?? 1;
  if (share <= EDITED_LITTLE) return 'draft-edited-little';
  return share <= EDITED_SOME ? 'draft-edited-some' : 'draft-edited-much';
}

const WEIGHT = new Map(CATEGORIES.map((category, index) => [category, index]));

/** The one that stands higher in the table. */
export function heavier(left: Category | null, right: Category): Category {
  if (left === null) return right;
  return (WEIGHT.get(left) as number) <= (WEIGHT.get(right) as number) ? left : right;
}
