/** Settings with a change: what is left out stays, and switches of topics follow what became of the topics. */
import type { Settings, SettingsChange } from '@understudy/contract';
import { MAX_TOPIC_SWITCHES } from '@understudy/engine';
import { FlowError } from './flow-error.ts';
import type { ModelHost } from './models/model-host.ts';
import { changedSwitches, type KnownTopics, topicsAround } from './topic-switches.ts';

/**
 * What the change has to know of topics; nothing where it is about none. Before a transaction, since it may load a model.
 * Errors: `FlowError` not-found.
 */
export async function topicsOfChange(
  models: Pick<ModelHost, 'topics' | 'settings' | 'ask'>,
  { workspace_id, change }: { readonly workspace_id: string; readonly change: SettingsChange },
): Promise<KnownTopics> {
  const ids = Object.keys(change.topic_autonomy ?? {});
  if (ids.length === 0) return { topics: [], standings: [] };
  const topics = await models.topics(workspace_id);
  const unknown = ids.filter(
    (id) => change.topic_autonomy?.[id] !== null && !topics.some((each) => each.id === id),
  );
  if (unknown.length > 0) throw new FlowError('not-found', 'No such topic.');
  const { topics: switches = [] } = await models.settings(workspace_id);
  const around = topicsAround(topics, { switches, ids });
  return { topics, standings: await models.ask(workspace_id, 'topicStandings', { topics: around }) };
}

/** Errors: `FlowError` conflict. */
export function changedSettings(before: Settings, change: SettingsChange, known: KnownTopics): Settings {
  const { topic_autonomy = {}, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const topics = changedSwitches(before.topics, topic_autonomy, known);
  if (topics.length > MAX_TOPIC_SWITCHES)
    throw new FlowError('conflict', `At most ${MAX_TOPIC_SWITCHES} topics have a switch.`);
  return { ...before, ...given, topics };
}

/** For the audit log: each switch by its topic, each accepted error by its stakes, so that one that goes is told too. */
export function loggedSettings(settings: Settings, other: Settings): Readonly<Record<string, unknown>> {
  const ids = [...settings.topics, ...other.topics].map(({ topic_id }) => topic_id).sort();
  const levelOf = (id: string) => settings.topics.find(({ topic_id }) => topic_id === id)?.autonomy ?? null;
  const { 'read-only': readOnly = null, 'account-changing': changing = null } = settings.max_error_by_stakes;
  return {
    ...settings,
    topics: Object.fromEntries(ids.map((id) => [id, levelOf(id)])),
    max_error_by_stakes: { 'read-only': readOnly, 'account-changing': changing },
  };
}
