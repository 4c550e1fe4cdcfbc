/** Workspaces, their settings, and the set-up token. Creating one and finding one by key need `asSystem`. */
import type { Insertable, Selectable } from 'kysely';
import { json, type Tx, type WorkspaceTable } from './tables.ts';

export type Workspace = Selectable<WorkspaceTable>;

export async function createWorkspace(
  tx: Tx,
  workspace: Omit<Insertable<WorkspaceTable>, 'settings'> & { readonly settings: Record<string, unknown> },
): Promise<Workspace> {
  const row = { ...workspace, settings: json(workspace.settings) };
  return tx.insertInto('workspaces').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function findWorkspaceByKey(tx: Tx, publicKey: string): Promise<Workspace | undefined> {
  return tx.selectFrom('workspaces').selectAll().where('public_key', '=', publicKey).executeTakeFirst();
}

export async function listWorkspaces(tx: Tx): Promise<Workspace[]> {
  return tx.selectFrom('workspaces').selectAll().orderBy('created_at').orderBy('id').execute();
}

/** The workspace of this transaction. */
export async function getWorkspace(tx: Tx): Promise<Workspace> {
  return tx.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
}

export async function updateWorkspace(
  tx: Tx,
  change: {
    readonly name?: string;
    readonly settings?: Record<string, unknown>;
    readonly encoder_id?: string;
  },
): Promise<Workspace> {
  const { settings, ...rest } = change;
  return tx
    .updateTable('workspaces')
    .set({ ...rest, ...(settings ? { settings: json(settings) } : {}) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Set-up is done when a workspace exists. */
export async function isSetUp(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('workspaces').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Replaces any token that was not used, so that only the newest link is good. */
export async function issueSetupToken(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom('setup').where('used_at', 'is', null).execute();
  await tx.insertInto('setup').values({ token_hash: tokenHash, used_at: null }).execute();
}

export async function isSetupTokenGood(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const row = await tx
    .selectFrom('setup')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** True for exactly one caller: a second one with the same token waits for the first and then gets false. */
export async function useSetupToken(
  tx: Tx,
  args: { readonly token_hash: Buffer; readonly at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('setup')
    .set({ used_at: args.at })
    .where('token_hash', '=', args.token_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
