/**
 * What an agent will most likely do next.
 *
 * Interpolated back-off: shares of the steps that came after the last `MOST_BACK` steps in this topic, mixed with
 * those after fewer, by how much was seen (Witten-Bell: n / (n + different followers)). What is known beside the
 * steps (`seen`: words of the customer's last message, page, account) shifts these shares by shrunk log-odds of each
 * token given the step, in the topic and right after the last step, tempered because tokens repeat each other.
 * (Constants chosen on the odd half of the STAR workflows, docs/decisions/0010-topics-and-paths.md.)
 * All counts; removing what was added leaves nothing. Cost: O(back + tokens · followers). Limit: `MOST_TOKENS`.
 * Source: Witten and Bell, 1991 (interpolation); tempered naive Bayes.
 *
 * @example
 * const next = new NextSteps();
 * next.change({ topic_id: 't', previous: ['greet'], seen: [], step: 'ask-name' }, 1);
 * next.predict({ topic_id: 't', previous: ['greet'], seen: [] })[0].step;   // => 'ask-name'
 */
import { keyOf } from './counts.ts';
import { isObservation } from './path-steps.ts';

export interface Situation {
  readonly topic_id: string | null;
  /** Steps and observations so far, in order. */
  readonly previous: readonly string[];
  /** Tokens known beside the steps. */
  readonly seen: readonly string[];
}

export interface LikelyStep {
  readonly step: string;
  readonly probability: number;
}

const MOST_BACK = 4;
export const MOST_TOKENS = 120;
const TEMPERATURE = 0.15;
/** Occurrences of a token that the topic's own share of it is worth. */
const SHRINKAGE = 1;
const NOTHING = '^';

type Followers = Map<string, number>;

/** Steps that a token stood beside, and its share of the topic's steps. */
interface Token {
  readonly beside: Followers;
  readonly usual: number;
}

export class NextSteps {
  readonly #after = new Map<string, Followers>();
  /** Steps that a token stood beside. */
  readonly #beside = new Map<string, Followers>();

  /** `by`: 1 adds what was done, −1 removes what was added. */
  change(done: Situation & { readonly step: string }, by: 1 | -1): void {
    for (const key of contexts(done)) change(this.#after, key, { step: done.step, by });
    for (const key of tokenKeys(done)) change(this.#beside, key, { step: done.step, by });
  }

  /** Steps seen before in such a situation, likeliest first; probabilities sum to 1, or the list is empty. */
  predict(situation: Situation): LikelyStep[] {
    const shares = this.#interpolate(situation);
    if (shares.size === 0) return [];
    const topic = this.#after.get(topicKey(situation.topic_id)) ?? new Map<string, number>();
    const all = total(topic);
    const tokens = tokenKeys(situation).flatMap((key): Token[] => {
      const beside = this.#beside.get(key);
      return beside === undefined ? [] : [{ beside, usual: total(beside) / all }];
    });
    // In the order of their names, so that sums don't depend on what came and went.
    const scored = [...shares]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([step, share]) => {
        const own = topic.get(step) ?? 0;
        return { step, score: Math.log(share) + TEMPERATURE * evidence(tokens, step, own) };
      });
    const highest = scored.reduce((most, { score }) => Math.max(most, score), -Infinity);
    const weights = scored.map(({ step, score }) => ({ step, weight: Math.exp(score - highest) }));
    const sum = weights.reduce((before, { weight }) => before + weight, 0);
    return weights
      .map(({ step, weight }) => ({ step, probability: weight / sum }))
      .sort((a, b) => b.probability - a.probability);
  }

  #interpolate(situation: Situation): Followers {
    let shares: Followers = new Map();
    for (const key of contexts(situation)) {
      const followers = this.#after.get(key);
      if (followers === undefined) break;
      const count = total(followers);
      const trust = count / (count + followers.size);
      const mixed: Followers = new Map([...shares].map(([step, share]) => [step, (1 - trust) * share]));
      for (const [step, n] of followers) mixed.set(step, (mixed.get(step) ?? 0) + trust * (n / count));
      shares = mixed;
    }
    return shares;
  }
}

/** From everything to the last steps in this topic: each narrower than the one before. */
function contexts({ topic_id, previous }: Situation): string[] {
  const topic = topicKey(topic_id);
  const keys = [NOTHING, topic];
  const padded = [...Array<string>(MOST_BACK).fill(NOTHING), ...previous.slice(-MOST_BACK)];
  for (let back = 1; back <= MOST_BACK; back++) keys.push(keyOf(topic, ...padded.slice(-back)));
  return keys;
}

function topicKey(topicId: string | null): string {
  return keyOf('topic', topicId ?? '');
}

/** Each token by itself, and as what was known right after the last step: a "yes" to which question? */
function tokenKeys({ topic_id, previous, seen }: Situation): string[] {
  const topic = topic_id ?? '';
  const last = previous.findLast((step) => !isObservation(step)) ?? NOTHING;
  const tokens = [...new Set(seen.slice(0, MOST_TOKENS))];
  return [
    ...tokens.map((token) => keyOf('anywhere', topic, token)),
    ...tokens.map((token) => keyOf('after', topic, last, token)),
  ];
}

/** Sum of the log-odds of these tokens given the step, which was taken `own` times. */
function evidence(tokens: readonly Token[], step: string, own: number): number {
  let sum = 0;
  for (const { beside, usual } of tokens) {
    const here = ((beside.get(step) ?? 0) + SHRINKAGE * usual) / (own + SHRINKAGE);
    sum += Math.log(here / usual);
  }
  return sum;
}

function total(followers: Followers): number {
  let sum = 0;
  for (const count of followers.values()) sum += count;
  return sum;
}

function change(table: Map<string, Followers>, key: string, given: { step: string; by: 1 | -1 }): void {
  const followers = table.get(key) ?? new Map<string, number>();
  const count = (followers.get(given.step) ?? 0) + given.by;
  if (count === 0) followers.delete(given.step);
  else followers.set(given.step, count);
  if (followers.size === 0) table.delete(key);
  else table.set(key, followers);
}
