/** Idempotency keys: the same request twice has one effect and one answer. */
import { json, type Tx } from './tables.ts';

export interface IdempotentRequest {
  readonly endpoint: string;
  /** Member, key or visitor. */
  readonly caller: string;
  readonly key: string;
  readonly body_hash: string;
}
/** `new`: go on, and keep the answer in the same transaction. `known`: answer this. `mismatch`: another body. */
export type Claim =
  | { readonly state: 'new' }
  | { readonly state: 'known'; readonly response: unknown }
  | { readonly state: 'mismatch' };

/** A second request waits here for the first one's transaction, so it sees its answer or, after a rollback, is new. */
export async function claimKey(tx: Tx, request: IdempotentRequest): Promise<Claim> {
  const inserted = await tx
    .insertInto('idempotency_keys')
    .values(request)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'endpoint', 'caller', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return { state: 'new' };
  const known = await row(tx, request).executeTakeFirstOrThrow();
  if (known.body_hash !== request.body_hash) return { state: 'mismatch' };
  return { state: 'known', response: known.response };
}

export async function keepResponse(tx: Tx, request: IdempotentRequest, response: unknown): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ response: json(response) })
    .where('endpoint', '=', request.endpoint)
    .where('caller', '=', request.caller)
    .where('key', '=', request.key)
    .execute();
}

const row = (tx: Tx, request: IdempotentRequest) =>
  tx
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'response'])
    .where('endpoint', '=', request.endpoint)
    .where('caller', '=', request.caller)
    .where('key', '=', request.key);

/** Needs `asSystem`. */
export async function pruneKeys(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('idempotency_keys').where('at', '<', before).execute();
}
