/** Names of the topics as the model sees them now, by their ids: the terms that tell each from the others. */
import type { ModelHost } from './models/model-host.ts';

export async function topicNames(
  models: Pick<ModelHost, 'topics'>,
  workspace_id: string,
): Promise<ReadonlyMap<string, string>> {
  const topics = await models.topics(workspace_id);
  return new Map(topics.map(({ id, terms }) => [id, terms.join(', ')]));
}
