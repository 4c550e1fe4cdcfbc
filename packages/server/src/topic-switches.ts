/** Switches of topics as the lead changes them: one for each topic, whatever became of topics meanwhile. */
import type { Settings, SettingsChange } from '@understudy/contract';
import type { NamedTopic, TopicStanding, TopicSwitch as Switch } from '@understudy/engine';

type TopicSwitch = Settings['topics'][number];

/** By these a topic is found again where its id is gone. */
const MOST_RESOLUTIONS = 100;

export interface KnownTopics {
  /** Those that there are. */
  readonly topics: readonly Pick<NamedTopic, 'id' | 'resolutions'>[];
  readonly standings: readonly TopicStanding[];
}

/**
 * The switches after a change. One that led to a changed topic from an id that is gone is replaced, or it would go on
 * beside the new one; another topic that it held goes on with one of its own.
 */
export function changedSwitches(
  before: readonly TopicSwitch[],
  change: NonNullable<SettingsChange['topic_autonomy']>,
  { topics, standings }: KnownTopics,
): TopicSwitch[] {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const switchOf = (topic_id: string, autonomy: TopicSwitch['autonomy']): TopicSwitch => {
    const resolutions = byId.get(topic_id)?.resolutions.slice(0, MOST_RESOLUTIONS) ?? [];
    return { topic_id, autonomy, resolutions };
  };
  const isChanged = (id: string) => change[id] !== undefined;
  const replaced = new Set(
    standings
      .filter(({ id }) => isChanged(id))
      .flatMap(({ switches }) => switches.map(({ topic_id }) => topic_id))
      .filter((id) => !byId.has(id)),
  );
  const left = before.filter(({ topic_id }) => !isChanged(topic_id) && !replaced.has(topic_id));
  const others = standings.flatMap(({ id, autonomy, switches }) => {
    const loses = switches.some(({ topic_id }) => replaced.has(topic_id));
    const has = left.some(({ topic_id }) => topic_id === id);
    return loses && !has && !isChanged(id) ? [switchOf(id, autonomy)] : [];
  });
  const isHeld = (id: string) => standings.some((each) => each.id === id && each.switches.length > 0);
  const set = Object.entries(change).flatMap(([id, autonomy]) =>
    autonomy === null || (autonomy === 'auto' && !isHeld(id)) ? [] : [switchOf(id, autonomy)],
  );
  return [...left, ...others, ...set];
}

/** Topics whose standing a change of these may touch: themselves, and those that a switch may have led to. */
export function topicsAround<T extends Pick<NamedTopic, 'id' | 'resolutions'>>(
  topics: readonly T[],
  {
    switches,
    ids,
  }: {
    readonly switches: readonly Pick<Switch, 'topic_id' | 'resolutions'>[];
    readonly ids: readonly string[];
  },
): T[] {
  const named = new Set([...ids, ...switches.map(({ topic_id }) => topic_id)]);
  const anchors = new Set(switches.flatMap(({ resolutions }) => resolutions));
  return topics.filter(
    ({ id, resolutions }) => named.has(id) || resolutions.some((each) => anchors.has(each)),
  );
}
