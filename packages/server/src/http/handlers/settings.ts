/** Settings of the workspace, its people and its keys. */
import type { SettingsChange } from '@understudy/contract';
import { promisesTheSame, stakesRules } from '@understudy/engine';
import { changesBetween } from '../../audit-log.ts';
import { changedSettings, loggedSettings, topicsOfChange } from '../../changed-settings.ts';
import { newId } from '../../ids.ts';
import { suspendMember } from '../../flow/suspend-member.ts';
import { keepSettings } from '../../keep-settings.ts';
import * as store from '../../store/index.ts';
import { toPolicySettings, toWireApiKey, toWireMember, toWireSettings } from '../../translate.ts';
import { createKey } from '../api-key.ts';
import type { Note } from '../call-log.ts';
import { ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Settings = Pick<
  Handlers,
  | 'getSettings'
  | 'updateSettings'
  | 'tryHighStakes'
  | 'listMembers'
  | 'addMember'
  | 'suspendMember'
  | 'listApiKeys'
  | 'createApiKey'
  | 'revokeApiKey'
>;

export function settingsHandlers(parts: HttpParts): Settings {
  const { database } = parts;
  return {
    getSettings: async ({ caller }) =>
      toWireSettings(await database.asWorkspace(caller.workspace_id, (tx) => store.getWorkspace(tx))),
    updateSettings: async ({ body, caller, note }) =>
      updateSettings(parts, { workspace_id: caller.workspace_id, change: body, note }),
    tryHighStakes: async ({ body, caller }) => {
      const { text, context, high_stakes } = body;
      const asked = { looked: { text, context, account: null }, rules: stakesRules(high_stakes) };
      const found = await parts.models.ask(caller.workspace_id, 'highStakes', asked);
      return { found: found.map(({ class: name, handling, phrase }) => ({ class: name, handling, phrase })) };
    },
    listMembers: async ({ caller }) => {
      const members = await database.asWorkspace(caller.workspace_id, (tx) => store.listMembers(tx));
      return { items: members.map(toWireMember) };
    },
    addMember: async ({ body, caller, note }) => {
      const user_id = await parts.people.create(body);
      const { name, email, role } = body;
      const member = { id: newId('member', parts.now_ms()), user_id, name, email, role };
      note({ subject_id: member.id });
      return toWireMember(
        await database.asWorkspace(caller.workspace_id, (tx) => store.addMember(tx, member)),
      );
    },
    suspendMember: async ({ params, body, caller }) => {
      const { workspace_id, member_id: by } = caller;
      const member = await suspendMember(parts, { workspace_id, member_id: params.id, by, ...body });
      // A session without a membership is worth nothing already; this one takes its row too.
      if (body.suspended) await parts.people.signOutEverywhere(member.user_id);
      return toWireMember(member);
    },
    listApiKeys: async ({ caller }) => {
      const keys = await database.asWorkspace(caller.workspace_id, (tx) => store.listApiKeys(tx));
      return { items: keys.map(toWireApiKey) };
    },
    createApiKey: async ({ body, caller, note }) => {
      const { secret, prefix, hash } = createKey();
      const key = {
        id: newId('api_key', parts.now_ms()),
        prefix,
        hash,
        name: body.name,
        scopes: body.scopes,
      };
      note({ subject_id: key.id });
      const row = await database.asWorkspace(caller.workspace_id, (tx) => store.createApiKey(tx, key));
      return { ...toWireApiKey(row), secret };
    },
    revokeApiKey: async ({ params, caller }) => {
      const revoked = { id: params.id, at: new Date(parts.now_ms()) };
      const isDone = await database.asWorkspace(caller.workspace_id, (tx) => store.revokeApiKey(tx, revoked));
      if (!isDone) throw new ProblemError('not-found', 'No such key.');
      return { ok: true };
    },
  };
}

interface ChangeRequest {
  readonly workspace_id: string;
  readonly change: SettingsChange;
  readonly note: Note;
}

/**
 * What concerns the policy goes into the ledger in the transaction that changes the row, and the model has read it
 * when the caller hears of it. Another accepted error needs other thresholds: a fit follows at once. Until then
 * the engine takes a certificate of a laxer promise for none.
 */
async function updateSettings(
  parts: HttpParts,
  { workspace_id, change, note }: ChangeRequest,
): Promise<ReturnType<typeof toWireSettings>> {
  const at = new Date(parts.now_ms());
  const known = await topicsOfChange(parts.models, { workspace_id, change });
  const changed = await parts.database.asWorkspace(workspace_id, async (tx) => {
    const before = toWireSettings(await store.getWorkspace(tx));
    const after = changedSettings(before, change, known);
    if (after.identity.required && !before.identity.required) await requireKey(tx);
    const [was, is] = [loggedSettings(before, after), loggedSettings(after, before)];
    note({ detail: { changes: changesBetween(was, is) } });
    const [accepted, accepts] = [toPolicySettings(before), toPolicySettings(after)];
    if (!promisesTheSame(accepted, accepts)) await parts.jobs.enqueue(tx, 'refit-model', { workspace_id });
    return toWireSettings(await keepSettings(tx, after, at));
  });
  await parts.models.catchUp(workspace_id);
  return changed;
}

/** Without a key nobody could sign, and so nobody could write. */
async function requireKey(tx: store.Tx): Promise<void> {
  const keys = await store.listIdentityKeys(tx);
  if (keys.every(({ retired_at }) => retired_at !== null))
    throw new ProblemError('conflict', 'Create a signing key first: without one nobody could write.');
}
