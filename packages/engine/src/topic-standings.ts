/**
 * How far topics have come: the switch that holds for each, and what each of its resolutions may do.
 *
 * A resolution stands where it would, were a question as sure and as familiar as can be: what is closed then is closed
 * for every question. Cost: O(resolutions + topics · switches), beside following the topics.
 */
import { evidenceLevel } from './certify/cells.ts';
import type { Autonomy, Reason, Stage, Stakes, TopicSwitch } from './domain.ts';
import type { NamedTopic } from './insights.ts';
import type { Model } from './model.ts';
import { passPolicy } from './policy-gates.ts';
import { topicAutonomy } from './topics/index.ts';

export interface ResolutionStanding {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly stakes: Stakes;
  /** The most that may be done with it. */
  readonly allowed: 'answer' | 'draft' | 'hand_off';
  /** What stands in its way. */
  readonly reasons: readonly Reason[];
}

export interface TopicStanding {
  readonly id: string;
  /** The topic's own switch; `auto` where there is none. */
  readonly autonomy: Autonomy;
  /** Those that make it so, also of topics that were joined or that it was split from. */
  readonly switches: readonly TopicSwitch[];
  /** Those in use. */
  readonly resolutions: readonly ResolutionStanding[];
}

const SURE = {
  wants_human: false,
  confidence: 1,
  novelty_p: 1,
  language: null,
  context: null,
  alerts: [],
  refused: '',
};

export function topicStandings(
  model: Model,
  topics: readonly Pick<NamedTopic, 'id' | 'resolutions'>[],
): TopicStanding[] {
  return topics.map(({ id, resolutions }) => {
    const switches = model.insights.switchesOf(id, model.settings.topics ?? []);
    const standings = resolutions.flatMap((each) => standingOf(model, each) ?? []);
    return { id, autonomy: topicAutonomy(switches), switches, resolutions: standings };
  });
}

function standingOf(model: Model, resolution_id: string): ResolutionStanding | null {
  const resolution = model.resolution(resolution_id);
  if (resolution === null) return null;
  const { id, title, stage, stakes } = resolution;
  const exemplars = model.parts.memory.entry(id)?.slots.length ?? 0;
  const evidence = exemplars > 0 ? evidenceLevel(exemplars) : null;
  const { allowed, reasons } = passPolicy(model, model, { ...SURE, resolution_id, evidence });
  const told = allowed === 'answer' ? [] : reasons.filter((reason) => !isImplied(reason, stakes));
  return { id, title, stage, stakes, allowed, reasons: told };
}

/** No certificate is missing where none would help. */
const isImplied = ({ code }: Reason, stakes: Stakes): boolean =>
  code === 'not-certified' && stakes === 'money-security';
