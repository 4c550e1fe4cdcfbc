/**
 * What can be read from the ledger beside decisions: topics, paths, outcomes, jargon.
 *
 * Nothing of it is saved. Topics and paths follow the facts when somebody asks; outcomes and jargon are computed when
 * asked for, which is nightly work or a click (about a second at 100,000 answers or exemplars).
 */
import { type ContextSplit, contextSplits } from './context-splits.ts';
import type { Autonomy, EncodedQuestion, Resolution, TopicSwitch } from './domain.ts';
import type { ModelFacts } from './facts.ts';
import { type ProposedEntry, proposeEntries } from './glossary/index.ts';
import { type OutcomeReading, readOutcomes } from './outcomes/index.ts';
import { Paths } from './paths/index.ts';
import { quantise } from './retrieve/vector-index.ts';
import { words } from './text/tokenise.ts';
import {
  nameTopics,
  placeTopics,
  proposeTopicChanges,
  switchesOf,
  type Topic,
  type TopicChange,
  type TopicName,
  type TopicPlace,
  topicAutonomy,
  Topics,
} from './topics/index.ts';

export type NamedTopic = Topic & Pick<TopicName, 'terms' | 'medoid_question_id'>;

/** Characters of a text whose words are looked at. */
const MAX_TEXT = 1_500;

export class Insights {
  readonly #facts: ModelFacts;
  readonly #resolutions: ReadonlyMap<string, Resolution>;
  readonly #topics: Topics;
  readonly #paths = new Paths();
  #readUpTo = 0;
  #pathsRead = 0;

  constructor(dimensions: number, facts: ModelFacts, resolutions: ReadonlyMap<string, Resolution>) {
    this.#facts = facts;
    this.#resolutions = resolutions;
    this.#topics = new Topics(dimensions);
  }

  /** All topics with their names, oldest first. */
  topics(): NamedTopic[] {
    const topics = this.#follow();
    const names = nameTopics(topics);
    return topics.list().flatMap((topic) => {
      const name = names.get(topic.id);
      if (name === undefined) return [];
      return [{ ...topic, terms: name.terms, medoid_question_id: name.medoid_question_id }];
    });
  }

  /** Where they lie on a map, oldest first. */
  places(): TopicPlace[] {
    return placeTopics([...this.#follow().groups()].map(({ topic }) => topic));
  }

  /** The topic that a question belongs to; null where none is near enough. */
  topicOf(question: EncodedQuestion): string | null {
    return question.vector === null ? null : this.topicOfVector(question.vector);
  }

  topicOfVector(vector: Float32Array): string | null {
    const match = this.#follow().topicOf(quantise(vector));
    return match?.belongs === true ? match.topic_id : null;
  }

  topicOfResolution(resolutionId: string): string | null {
    return this.#follow().topicOfResolution(resolutionId);
  }

  /** What is in use of a topic, without the names that `topics` takes a second for. O(resolutions). */
  resolutionsOf(topicId: string): string[] {
    const topics = this.#follow();
    return [...this.#resolutions.keys()].filter((id) => topics.topicOfResolution(id) === topicId);
  }

  /** Those that hold for a topic, also from before it was joined or split. */
  switchesOf(topicId: string, switches: readonly TopicSwitch[]): readonly TopicSwitch[] {
    return switchesOf(topicId, switches, this.#follow());
  }

  /** The most that may be done with a resolution by its topic. Where there are no switches nobody waits for the topics. */
  autonomyOf(resolutionId: string, switches: readonly TopicSwitch[]): Autonomy {
    const topic = switches.length === 0 ? null : this.topicOfResolution(resolutionId);
    return topic === null ? 'auto' : topicAutonomy(this.switchesOf(topic, switches));
  }

  /** What nightly work would merge and split: to be put into the ledger. */
  topicChanges(): TopicChange[] {
    return proposeTopicChanges(this.#follow());
  }

  /** Tokens that tell resolutions apart which the same words have led to. */
  contextSplits(): readonly ContextSplit[] {
    return contextSplits(this.#facts.exemplars, (id) => this.#resolutions.has(id));
  }

  paths(): Paths {
    const { paths } = this.#facts;
    for (; this.#pathsRead < paths.length; this.#pathsRead++) this.#paths.add(paths[this.#pathsRead].path);
    return this.#paths;
  }

  /** What the answers that were shown are known to be worth, as of `now_ms`. */
  outcomes(now_ms: number): OutcomeReading {
    const { shown, outcomes, labels } = this.#facts;
    return readOutcomes({
      shown: shown.map((each) => each.shown),
      outcomes: outcomes.map((each) => each.outcome),
      verdicts: labels.map((each) => each.label),
      now_ms,
    });
  }

  /** Jargon that the glossary does not know yet, for people to look at. */
  jargon(): ProposedEntry[] {
    const known = new Set(this.#facts.glossary.map(({ entry }) => entry.term));
    const questions = this.#facts.exemplars.map(({ resolution_id, question: { id, account, text } }) => {
      return { id, resolution_id, account, terms: termsOf(text) };
    });
    const resolutions = [...this.#resolutions.values()].map(({ id, title, text }) => {
      return { id, terms: termsOf(`${title} ${text}`) };
    });
    return proposeEntries({ questions, resolutions }).filter(({ term }) => !known.has(term));
  }

  /** What is new in the ledger, in its order. */
  #follow(): Topics {
    const { exemplars, merges, splits } = this.#facts;
    const after = this.#readUpTo;
    const isNew = ({ seq }: { seq: number }) => seq > after;
    const steps = [
      ...newest(exemplars, after).map(({ seq, id, resolution_id, question, vector }) => {
        const { id: question_id, text, account, at_ms } = question;
        const exemplar = { id, question_id, resolution_id, vector, words: termsOf(text), account, at_ms };
        return { seq, run: () => this.#topics.add(exemplar) };
      }),
      ...merges
        .filter(isNew)
        .map(({ seq, from, into }) => ({ seq, run: () => this.#topics.merge(from, into) })),
      ...splits.filter(isNew).map(({ seq, topic_id, into, exemplars: leaving }) => {
        return { seq, run: () => this.#topics.split(topic_id, into, leaving) };
      }),
    ].sort((a, b) => a.seq - b.seq);
    for (const step of steps) step.run();
    this.#readUpTo = steps.at(-1)?.seq ?? after;
    return this.#topics;
  }
}

/** The tail of a list in ledger order, without looking at all of it. */
function newest<Fact extends { readonly seq: number }>(
  facts: readonly Fact[],
  after: number,
): readonly Fact[] {
  let from = facts.length;
  while (from > 0 && facts[from - 1].seq > after) from--;
  return facts.slice(from);
}

const termsOf = (text: string): string[] => words(text.slice(0, MAX_TEXT));
