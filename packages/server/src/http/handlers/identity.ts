/** Signing keys of identity tokens, and the check that says what is wrong with one. */
import { type IdentityKey, MAX_IDENTITY_KEYS } from '@understudy/contract';
import { diagnoseIdentity } from '../../diagnose-identity.ts';
import { newId } from '../../ids.ts';
import * as store from '../../store/index.ts';
import { createIdentitySecret, openIdentityKeys } from '../identity-keys.ts';
import { found, ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Identity = Pick<Handlers, 'getIdentity' | 'createIdentityKey' | 'setIdentityKey' | 'checkIdentity'>;

const COUNTED_MS = 30 * 24 * 3_600_000;

export function identityHandlers(parts: HttpParts): Identity {
  const { database, seals } = parts;
  return {
    getIdentity: async ({ caller }) =>
      database.asWorkspace(caller.workspace_id, async (tx) => ({
        required: await store.isIdentityRequired(tx),
        keys: (await store.listIdentityKeys(tx)).map(toWireKey),
        ...(await store.countUnsigned(tx, new Date(parts.now_ms() - COUNTED_MS))),
      })),
    createIdentityKey: async ({ caller, note }) => {
      const { workspace_id } = caller;
      const id = newId('identity_key', parts.now_ms());
      const { secret, sealed_secret } = createIdentitySecret(seals, { workspace_id, id });
      note({ subject_id: id });
      const row = await database.asWorkspace(workspace_id, async (tx) => {
        await refuseTooMany(tx);
        return store.createIdentityKey(tx, { id, sealed_secret, at: new Date(parts.now_ms()) });
      });
      return { ...toWireKey(row), secret };
    },
    setIdentityKey: async ({ params, body, caller }) => {
      const at = body.retired ? new Date(parts.now_ms()) : null;
      return database.asWorkspace(caller.workspace_id, async (tx) => {
        const before = (await store.listIdentityKeys(tx)).find(({ id }) => id === params.id);
        if (at === null && found(before, 'key').retired_at !== null) await refuseTooMany(tx);
        const key = found(await store.setIdentityKeyRetired(tx, { id: params.id, at }), 'key');
        if ((await store.isIdentityRequired(tx)) && (await keysInUse(tx)) === 0)
          throw new ProblemError(
            'conflict',
            'This is the last key: without it nobody could write. Create another, or stop requiring identity.',
          );
        return toWireKey(key);
      });
    },
    checkIdentity: async ({ body, caller }) => {
      const rows = await database.asWorkspace(caller.workspace_id, store.listIdentityKeys);
      const around = { keys: openIdentityKeys(seals, rows), now_ms: parts.now_ms() };
      const { findings, claims } = diagnoseIdentity(body.token.trim(), around);
      const accepted = findings.every(({ level }) => level !== 'error');
      return { accepted, findings: [...findings], claims: claims && { ...claims } };
    },
  };
}

async function keysInUse(tx: store.Tx): Promise<number> {
  return (await store.listIdentityKeys(tx)).filter(({ retired_at }) => retired_at === null).length;
}

async function refuseTooMany(tx: store.Tx): Promise<void> {
  if ((await keysInUse(tx)) >= MAX_IDENTITY_KEYS)
    throw new ProblemError(
      'conflict',
      `At most ${MAX_IDENTITY_KEYS} keys are in use at a time: retire one first.`,
    );
}

function toWireKey({ id, created_at, retired_at }: store.IdentityKeyRow): IdentityKey {
  return { id, created_at: created_at.toISOString(), retired_at: retired_at?.toISOString() ?? null };
}
