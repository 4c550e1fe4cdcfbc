/**
 * Which switches hold for a topic, through nights that joined topics and split them.
 *
 * A switch that names the topic itself holds; where none does, what a topic that was split off had before goes on.
 * What was joined to it brings its switches along: the strictest of all decides. A switch whose topic was named by an
 * exemplar that is forgotten now holds where the resolutions are that it was set for.
 *
 * Pure. Cost: O(switches), and the resolutions of those whose topic is gone, and the topics behind the one that is asked.
 *
 * @example
 * const held = { topic_id: 'topic-a', autonomy: 'off', resolutions: [] } as const;
 * topicAutonomy(switchesOf('topic-a', [held], topics)); // => 'off'
 */
import type { Autonomy, TopicSwitch } from '../domain.ts';
import type { Topics } from './topics.ts';

type Lineage = Pick<Topics, 'current' | 'joinedTo' | 'partedFrom' | 'topicOfResolution'>;

const FROM_STRICTEST: readonly Autonomy[] = ['off', 'shadow', 'draft', 'auto'];

export function switchesOf(
  topicId: string,
  switches: readonly TopicSwitch[],
  topics: Lineage,
): readonly TopicSwitch[] {
  if (switches.length === 0) return [];
  const seen = new Set<string>();
  const named = namedBy(switches, topics);
  const heldOn = (id: string | null): readonly TopicSwitch[] => {
    if (id === null || seen.has(id)) return [];
    seen.add(id);
    const own = named.get(id) ?? [];
    const inherited = own.length > 0 ? own : heldOn(topics.partedFrom(id));
    return [...inherited, ...topics.joinedTo(id).flatMap(heldOn)];
  };
  return heldOn(topicId);
}

/** The strictest; `auto` where there are none: then the workspace's own decides. */
export function topicAutonomy(switches: readonly TopicSwitch[]): Autonomy {
  return FROM_STRICTEST.find((each) => switches.some(({ autonomy }) => autonomy === each)) ?? 'auto';
}

/** Switches by the topics that they name. */
function namedBy(switches: readonly TopicSwitch[], topics: Lineage): ReadonlyMap<string, TopicSwitch[]> {
  const named = new Map<string, TopicSwitch[]>();
  for (const each of switches) {
    for (const id of namesOf(each, topics)) {
      const known = named.get(id);
      if (known === undefined) named.set(id, [each]);
      else if (known.at(-1) !== each) known.push(each);
    }
  }
  return named;
}

function namesOf({ topic_id, resolutions }: TopicSwitch, topics: Lineage): readonly string[] {
  if (topics.current(topic_id) !== null) return [topic_id];
  return resolutions.flatMap((resolution) => topics.topicOfResolution(resolution) ?? []);
}
