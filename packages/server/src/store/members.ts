/** People of a workspace and its API keys. */
import type { Insertable, Selectable } from 'kysely';
import { type ApiKeyTable, json, type MemberTable, type Tx } from './tables.ts';

export type Member = Selectable<MemberTable>;
export type ApiKey = Selectable<ApiKeyTable>;

export async function addMember(tx: Tx, member: Insertable<MemberTable>): Promise<Member> {
  return tx.insertInto('members').values(member).returningAll().executeTakeFirstOrThrow();
}

export async function listMembers(tx: Tx): Promise<Member[]> {
  return tx.selectFrom('members').selectAll().orderBy('created_at').orderBy('id').execute();
}

export async function getMember(tx: Tx, id: string): Promise<Member | undefined> {
  return tx.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
}

/** All members are held, so that two who leave at once do not leave none. */
export async function lockMember(tx: Tx, id: string): Promise<Member | undefined> {
  const members = await tx.selectFrom('members').selectAll().orderBy('id').forNoKeyUpdate().execute();
  return members.find((member) => member.id === id);
}

/** Memberships of a signed-in person in which they are not suspended, oldest first. Needs `asSystem`: the workspace is not known yet. */
export async function findMemberships(tx: Tx, userId: string): Promise<Member[]> {
  return tx
    .selectFrom('members')
    .selectAll()
    .where('user_id', '=', userId)
    .where('suspended_at', 'is', null)
    .orderBy('created_at')
    .execute();
}

/** Whoever has this address, in any workspace, as the sign-in compares addresses. Needs `asSystem`. */
export async function findMemberByEmail(tx: Tx, email: string): Promise<Member | undefined> {
  return tx
    .selectFrom('members')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
}

/** Suspended, or back where the time is null. */
export async function setSuspension(
  tx: Tx,
  args: { readonly id: string; readonly at: Date | null; readonly holds_lessons: boolean },
): Promise<Member> {
  return tx
    .updateTable('members')
    .set({ suspended_at: args.at, holds_lessons: args.holds_lessons })
    .where('id', '=', args.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function createApiKey(
  tx: Tx,
  key: {
    readonly id: string;
    readonly name: string;
    readonly prefix: string;
    readonly hash: Buffer;
    readonly scopes: readonly string[];
  },
): Promise<ApiKey> {
  const row = { ...key, scopes: json(key.scopes), last_used_at: null, revoked_at: null };
  return tx.insertInto('api_keys').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Keys that were not revoked, newest first. */
export async function listApiKeys(tx: Tx): Promise<ApiKey[]> {
  return tx
    .selectFrom('api_keys')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Needs `asSystem`. The caller compares the hash in constant time. */
export async function findApiKey(tx: Tx, prefix: string): Promise<ApiKey | undefined> {
  return tx
    .selectFrom('api_keys')
    .selectAll()
    .where('prefix', '=', prefix)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Notes the use of a key, at most once a minute, so that a busy key does not write a row on each request. */
export async function touchApiKey(tx: Tx, args: { readonly id: string; readonly at: Date }): Promise<void> {
  const minuteAgo = new Date(args.at.getTime() - 60_000);
  await tx
    .updateTable('api_keys')
    .set({ last_used_at: args.at })
    .where('id', '=', args.id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', minuteAgo)]))
    .execute();
}

/** False where there is no such key, or it was revoked before. */
export async function revokeApiKey(
  tx: Tx,
  args: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('api_keys')
    .set({ revoked_at: args.at })
    .where('id', '=', args.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
