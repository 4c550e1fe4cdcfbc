/** Version, set-up, sign-in: what comes before anybody is somebody. */
import { createHash, randomBytes } from 'node:crypto';
import type { Me } from '@understudy/contract';
import { newId } from '../../ids.ts';
import { logSetUp, logSignIn } from '../../log-sign-in.ts';
import * as store from '../../store/index.ts';
import { fromWireSettings, toPolicySettings, toWireSettings } from '../../translate.ts';
import { memberOf, toPrincipal } from '../identify.ts';
import { checkOrigin } from '../origin-check.ts';
import type { MemberPrincipal } from '../principal.ts';
import { ProblemError } from '../problem.ts';
import type { Handlers } from '../register-endpoints.ts';
import type { HttpParts } from './http-parts.ts';

type Session = Pick<Handlers, 'version' | 'checkSetup' | 'setup' | 'signIn' | 'signOut' | 'me'>;

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** An owner exists. A workspace alone does not count: a crash in the middle of a set-up leaves one. */
export async function isSetUp(database: store.Database): Promise<boolean> {
  const workspaces = await database.asSystem((tx) => store.listWorkspaces(tx));
  for (const { id } of workspaces) {
    if ((await database.asWorkspace(id, (tx) => store.listMembers(tx))).length > 0) return true;
  }
  return false;
}

export function sessionHandlers(parts: HttpParts): Session {
  const { database, people } = parts;
  return {
    version: async () => ({ version: parts.version, api: 'v1', setup_done: await isSetUp(database) }),
    checkSetup: async ({ query }) => {
      const hash = hashToken(query.token);
      const valid = await database.asSystem((tx) => store.isSetupTokenGood(tx, hash));
      return { valid, setup_done: await isSetUp(database) };
    },
    setup: async ({ body, request, reply }) => {
      checkOrigin(request, parts.public_url);
      const member = await setUp(parts, body);
      const { cookies } = await people.signIn(body);
      void reply.header('set-cookie', cookies);
      return meOf(database, member);
    },
    signIn: async ({ body, request, reply }) => {
      checkOrigin(request, parts.public_url);
      const { member, cookies } = await signIn(parts, body);
      void reply.header('set-cookie', cookies);
      return meOf(database, member);
    },
    signOut: async ({ request, reply }) => {
      const cookies = await people.signOut(request.headers.cookie ?? '');
      void reply.header('set-cookie', cookies);
      return { ok: true };
    },
    me: async ({ caller }) => meOf(database, caller),
  };
}

/** Nobody is in whose sign-in is not in the audit log. */
async function signIn(parts: HttpParts, body: { readonly email: string; readonly password: string }) {
  const { database, people } = parts;
  const tell = (outcome: string) =>
    logSignIn(database, { email: body.email, at: new Date(parts.now_ms()), outcome });
  try {
    const { user_id, cookies } = await people.signIn(body);
    const member = await memberOf(database, user_id);
    if (member === null)
      throw new ProblemError('forbidden', 'This person belongs to no workspace, or was suspended.');
    await tell('done');
    return { member, cookies };
  } catch (error) {
    if (error instanceof ProblemError) await tell(error.code);
    throw error;
  }
}

async function meOf(database: store.Database, caller: MemberPrincipal): Promise<Me> {
  const { member_id, workspace_id } = caller;
  if (member_id === null) throw new ProblemError('forbidden', 'A key is nobody: it has no profile.');
  return database.asWorkspace(workspace_id, async (tx) => {
    const member = await store.getMember(tx, member_id);
    if (member === undefined) throw new ProblemError('unauthenticated');
    const { id, name, public_key } = await store.getWorkspace(tx);
    return {
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      workspace: { id, name, public_key },
    };
  });
}

interface SetupBody {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspace_name: string;
}

/**
 * Person first, then the token is used up and the workspace made together, then the membership. After a crash
 * between the last two the next start prints a new link, and the workspace that stands is taken.
 */
async function setUp(parts: HttpParts, body: SetupBody): Promise<MemberPrincipal> {
  const { database } = parts;
  if (await isSetUp(database)) throw new ProblemError('setup-done');
  const token_hash = hashToken(body.token);
  const isGood = await database.asSystem((tx) => store.isSetupTokenGood(tx, token_hash));
  if (!isGood) throw new ProblemError('setup-token-invalid');
  const user_id = await personOf(parts, body);
  const at = new Date(parts.now_ms());
  const workspace = await database.asSystem(async (tx) => {
    if (!(await store.useSetupToken(tx, { token_hash, at }))) throw new ProblemError('setup-token-invalid');
    const [known] = await store.listWorkspaces(tx);
    return known ?? store.createWorkspace(tx, newWorkspace(parts, body.workspace_name, at));
  });
  const member = {
    id: newId('member', at.getTime()),
    user_id,
    name: body.name,
    email: body.email,
    role: 'owner' as const,
  };
  await database.asWorkspace(workspace.id, async (tx) => {
    await store.addMember(tx, member);
    const settings = toPolicySettings(toWireSettings(workspace));
    const payload = [{ kind: 'settings-changed', settings }];
    await store.promise(tx, { id: `settings.${at.getTime()}`, kind: 'apply-lesson', payload });
    await parts.jobs.enqueue(tx, 'apply-lessons', { workspace_id: workspace.id });
    await logSetUp(tx, member, at);
  });
  return toPrincipal({ ...member, workspace_id: workspace.id }, 'session');
}

/** A person whom an earlier set-up that crashed left behind is taken if the password fits. */
async function personOf({ people }: HttpParts, body: SetupBody): Promise<string> {
  try {
    return await people.create(body);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'conflict') throw error;
    return (await people.signIn(body)).user_id;
  }
}

function newWorkspace(parts: HttpParts, name: string, at: Date) {
  const workspace = {
    id: newId('workspace', at.getTime()),
    name,
    public_key: `pk_${randomBytes(12).toString('base64url')}`,
    visitor_secret: randomBytes(32),
    encoder_id: parts.encoder.id,
    settings: {},
    created_at: at,
  };
  const defaults = fromWireSettings(toWireSettings({ ...workspace, ledger_head: 0, stream_head: 0 }));
  return { ...workspace, settings: defaults };
}
