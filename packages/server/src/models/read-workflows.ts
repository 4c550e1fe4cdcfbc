/** How people do their work, read from an engine: what may be proposed, what is followed, what comes next. */
import {
  type Deviations,
  deviations,
  type EncodedQuestion,
  type Engine,
  type NamedTopic,
  PROPOSAL_RULE,
  type ProposedWorkflow,
  proposeWorkflow,
  type SuggestedStep,
  suggestStep,
  type WorkflowLine,
} from '@understudy/engine';

/** Where people do a topic's work steadily. */
export interface SteadyTopic {
  readonly topic: Pick<NamedTopic, 'id' | 'terms' | 'resolutions'>;
  /** The resolution that most of the conversations led to. */
  readonly resolution_id: string;
  readonly proposed: ProposedWorkflow;
}

export interface Standing {
  /** Of the topic that the question belongs to; none where no topic is near. */
  readonly resolutions: readonly string[];
  readonly next: SuggestedStep | null;
}

/** Paths stand under a topic or under one of its resolutions. */
function walked(engine: Engine, keys: readonly string[]) {
  const paths = engine.insights.paths();
  return keys.flatMap((key) => paths.walked(key));
}

/** Those of `without` are left out, before anything is mined. */
export function steadyTopics(engine: Engine, without: ReadonlySet<string>): SteadyTopic[] {
  return engine.insights.topics().flatMap(({ id, terms, resolutions }): SteadyTopic[] => {
    if (resolutions.some((each) => without.has(each))) return [];
    const paths = walked(engine, [id, ...resolutions]);
    if (paths.length < PROPOSAL_RULE.paths) return [];
    const counts = resolutions.map((each) => ({ each, count: engine.insights.paths().walked(each).length }));
    const most = counts.toSorted((a, b) => b.count - a.count || (a.each < b.each ? -1 : 1))[0];
    const proposed = proposeWorkflow(paths);
    if (most === undefined || proposed === null) return [];
    return [{ topic: { id, terms, resolutions }, resolution_id: most.each, proposed }];
  });
}

/** `resolution_id` stands for its topic. */
export function followedLines(
  engine: Engine,
  { resolution_id, lines }: { readonly resolution_id: string; readonly lines: readonly WorkflowLine[] },
): Deviations {
  const topic = engine.insights.topicOfResolution(resolution_id);
  const others = topic === null ? [] : [topic, ...engine.insights.resolutionsOf(topic)];
  return deviations(lines, walked(engine, [...new Set([resolution_id, ...others])]));
}

export function stepAfter(
  engine: Engine,
  { question, done }: { readonly question: EncodedQuestion; readonly done: readonly string[] },
): Standing {
  const topic = engine.insights.topicOf(question);
  if (topic === null) return { resolutions: [], next: null };
  const resolutions = engine.insights.resolutionsOf(topic);
  return { resolutions, next: suggestStep(walked(engine, [topic, ...resolutions]), done) };
}
