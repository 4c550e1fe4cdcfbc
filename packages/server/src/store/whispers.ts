/** Whispers: one at a time waits in a conversation, and is said once. */
import type { Selectable } from 'kysely';
import type { Conversation } from './conversations.ts';
import type { Tx, WhisperTable } from './tables.ts';

export type WhisperRow = Selectable<WhisperTable>;
export type NewWhisper = Omit<WhisperRow, 'workspace_id' | 'state' | 'decision_id'>;

export async function insertWhisper(tx: Tx, whisper: NewWhisper): Promise<WhisperRow> {
  return tx.insertInto('whispers').values(whisper).returningAll().executeTakeFirstOrThrow();
}

export async function getWhisper(tx: Tx, id: string): Promise<WhisperRow | undefined> {
  return tx.selectFrom('whispers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest 100 of a conversation, oldest first. */
export async function listWhispers(tx: Tx, conversationId: string): Promise<WhisperRow[]> {
  const rows = await tx
    .selectFrom('whispers')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.toReversed();
}

/** What the AI agent is to say next; undefined also where the word changed hands since it was whispered. */
export async function findWaitingWhisper(
  tx: Tx,
  { id, generation }: Pick<Conversation, 'id' | 'generation'>,
): Promise<WhisperRow | undefined> {
  return tx
    .selectFrom('whispers')
    .selectAll()
    .where('conversation_id', '=', id)
    .where('generation', '=', generation)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

/** The whisper that this reply was. */
export async function findWhisperOf(tx: Tx, decisionId: string): Promise<WhisperRow | undefined> {
  return tx.selectFrom('whispers').selectAll().where('decision_id', '=', decisionId).executeTakeFirst();
}

/** waiting → said | taken-back, once: undefined where it does not wait any more. */
export async function settleWhisper(
  tx: Tx,
  args:
    | { readonly id: string; readonly state: 'said'; readonly decision_id: string }
    | { readonly id: string; readonly state: 'taken-back' },
): Promise<WhisperRow | undefined> {
  const { id, ...change } = args;
  return tx
    .updateTable('whispers')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
}

/** What this person whispered and was not said yet is not said any more. Answers the conversations. */
export async function takeBackWhispersOf(tx: Tx, member_id: string): Promise<string[]> {
  const rows = await tx
    .updateTable('whispers')
    .set({ state: 'taken-back' })
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('messages as m')
          .select('m.id')
          .whereRef('m.id', '=', 'whispers.message_id')
          .where('m.member_id', '=', member_id),
      ),
    )
    .returning('conversation_id')
    .execute();
  return [...new Set(rows.map(({ conversation_id }) => conversation_id))];
}
