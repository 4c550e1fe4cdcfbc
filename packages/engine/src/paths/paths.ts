/**
 * Paths: how the team does its work, learned from what human agents did. A path becomes a workflow only when a
 * person approves it; nothing here is ever carried out.
 *
 * One place for each topic (or none), everything in counts that can be taken away again. What was observed between
 * steps stands among them with a leading `?` (see `path-steps.ts`).
 * Cost: `add` O(different steps² + tokens · steps); `remove` learns the topic's paths again; reading as the parts say.
 * Limit: the newest `MOST_KEPT` paths of a topic are kept for skeletons and for learning again; counts know all.
 *
 * @example
 * const paths = new Paths();
 * for (const conversation_id of ['c1', 'c2', 'c3']) paths.add({ ...path, conversation_id, topic_id: 't', steps: ['ask', 'book'] });
 * paths.graph('t');                                               // => ask → book, support 3
 * paths.next({ topic_id: 't', previous: ['ask'], seen: [] })[0];  // => book
 */
import type { ObservedPath } from '../domain.ts';
import { Follows } from './follows.ts';
import { type Edge, type MiningOptions, mineGraph } from './mine-graph.ts';
import { type LikelyStep, NextSteps, type Situation } from './next-step.ts';
import { isObservation, withoutRepeats } from './path-steps.ts';
import { type Skeleton, type SkeletonOptions, skeletons } from './prefix-span.ts';
import { StepModel } from './step-model.ts';
import { type Variant, Variants } from './variants.ts';

/** A path, and what was known just before each of its steps (tokens), where somebody kept it. */
export interface WalkedPath extends ObservedPath {
  readonly seen?: readonly (readonly string[])[];
}

interface OfTopic {
  readonly follows: Follows;
  readonly variants: Variants;
  model: StepModel;
  readonly kept: WalkedPath[];
}

export const MOST_KEPT = 5_000;
/** Steps of a topic from which on learned weights are trusted more than counts. */
const ENOUGH_STEPS = 50;

export class Paths {
  readonly #topics = new Map<string, OfTopic>();
  readonly #next = new NextSteps();

  add(path: WalkedPath): void {
    const topic = this.#of(path.topic_id);
    this.#change(topic, path, 1);
    learn(topic.model, path);
    topic.kept.push(path);
    if (topic.kept.length > MOST_KEPT) topic.kept.shift();
  }

  /**
   * Takes away a path that was added, as if it had never been. Counts are subtracted; what can't be is learned again
   * from the paths that are kept.
   */
  remove(path: WalkedPath): void {
    const topic = this.#of(path.topic_id);
    this.#change(topic, path, -1);
    const at = topic.kept.findIndex(({ conversation_id }) => conversation_id === path.conversation_id);
    if (at >= 0) topic.kept.splice(at, 1);
    topic.model = new StepModel();
    for (const each of topic.kept) learn(topic.model, each);
    if (topic.follows.paths.size === 0) this.#topics.delete(keyOfTopic(path.topic_id));
  }

  /** Topics that paths are known of; null stands for those without one. */
  topics(): (string | null)[] {
    return [...this.#topics.keys()].map((key) => (key === '' ? null : key.slice(1)));
  }

  /** The newest ones, oldest first. */
  walked(topicId: string | null): readonly WalkedPath[] {
    return this.#known(topicId).kept;
  }

  graph(topicId: string | null, options: Partial<MiningOptions> = {}): Edge[] {
    return mineGraph(this.#known(topicId).follows, options);
  }

  variants(topicId: string | null): Variant[] {
    return this.#known(topicId).variants.list();
  }

  skeletons(topicId: string | null, options: Partial<SkeletonOptions> = {}): Skeleton[] {
    return skeletons(this.#known(topicId).kept, options);
  }

  /** Likeliest first; learned weights once the topic has shown enough, counts before. */
  next(situation: Situation): LikelyStep[] {
    const { model } = this.#known(situation.topic_id);
    return model.learned >= ENOUGH_STEPS ? model.predict(situation) : this.#next.predict(situation);
  }

  /** By counts alone: interpolated back-off. */
  nextByCounts(situation: Situation): LikelyStep[] {
    return this.#next.predict(situation);
  }

  #change({ follows, variants }: OfTopic, path: WalkedPath, by: 1 | -1): void {
    follows.change(path.steps, by);
    variants.change(path, by);
    for (const done of situations(path)) this.#next.change(done, by);
  }

  #known(topicId: string | null): OfTopic {
    return this.#topics.get(keyOfTopic(topicId)) ?? emptyTopic();
  }

  #of(topicId: string | null): OfTopic {
    const topic = this.#known(topicId);
    this.#topics.set(keyOfTopic(topicId), topic);
    return topic;
  }
}

function learn(model: StepModel, path: WalkedPath): void {
  for (const { previous, seen, step } of situations(path)) model.learn({ previous, seen, step });
}

/** Each step of a path with what stood before it; a retry is no step. */
export function situations(path: WalkedPath): (Situation & { readonly step: string })[] {
  const { topic_id, seen } = path;
  const known = withoutRepeats(path.steps);
  // Where each step stands has to be found again, since what was known is kept by place.
  const found: (Situation & { readonly step: string })[] = [];
  let at = 0;
  for (const [i, step] of known.entries()) {
    while (path.steps[at] !== step) at += 1;
    if (!isObservation(step)) {
      const tokens = [...path.context, ...(seen?.[at] ?? [])];
      found.push({ topic_id, previous: known.slice(0, i), seen: tokens, step });
    }
    at += 1;
  }
  return found;
}

function keyOfTopic(topicId: string | null): string {
  return topicId === null ? '' : `=${topicId}`;
}

function emptyTopic(): OfTopic {
  return { follows: new Follows(), variants: new Variants(), model: new StepModel(), kept: [] };
}
