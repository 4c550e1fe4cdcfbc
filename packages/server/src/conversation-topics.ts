/** Which topics conversations are about, as the model sees it now: by what was decided first, or else by the question's meaning. */
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

/** By the conversation's id; those without a topic are left out. */
export async function conversationTopics(
  parts: Pick<Parts, 'database' | 'encoder' | 'models'>,
  { workspace_id, ids }: { readonly workspace_id: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const asked = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const questions = await store.firstQuestions(tx, ids);
    const question_ids = questions.map(({ question_id }) => question_id);
    const vectors = await store.findVectors(tx, { question_ids, encoder_id: parts.encoder.id });
    return questions.map((each) => ({ ...each, vector: vectors.get(each.question_id) ?? null }));
  });
  if (asked.length === 0) return new Map();
  const given = asked.map(({ resolution_id, vector }) => ({ resolution_id, vector }));
  const topics = await parts.models.ask(workspace_id, 'topicsOf', { asked: given });
  return new Map(
    asked.flatMap(({ conversation_id }, i) => {
      const topic = topics[i];
      return topic == null ? [] : [[conversation_id, topic] as const];
    }),
  );
}
