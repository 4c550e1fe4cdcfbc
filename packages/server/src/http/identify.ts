/** Who sent this request: a session's cookie, an API key, the CLI of this machine, or a visitor's token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Scope } from '@understudy/contract';
import type { FastifyRequest } from 'fastify';
import {
  type Database,
  findApiKey,
  findMemberships,
  listMembers,
  listWorkspaces,
  type Member,
  touchApiKey,
} from '../store/index.ts';
import { keyMatches, prefixOf } from './api-key.ts';
import { checkOrigin } from './origin-check.ts';
import type { People } from './people.ts';
import type { MemberPrincipal, Principal } from './principal.ts';
import type { VisitorTokens } from './visitor-token.ts';

export interface IdentifyParts {
  readonly database: Database;
  readonly people: People;
  readonly visitors: VisitorTokens;
  /** What the CLI on this machine reads from the data folder. */
  readonly local_token: string;
  readonly public_url: string | null;
  readonly now_ms: () => number;
}

const BEARER = /^Bearer (\S{1,4000})$/i;

/** Null for a stranger. @throws ProblemError `forbidden` for a change that another site sent with our cookie */
export async function identify(parts: IdentifyParts, request: FastifyRequest): Promise<Principal | null> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) return ofToken(parts, token);
  const { cookie } = request.headers;
  if (cookie === undefined) return null;
  const user_id = await parts.people.userOf(cookie);
  if (user_id === null) return null;
  checkOrigin(request, parts.public_url);
  return memberOf(parts.database, user_id);
}

async function ofToken(parts: IdentifyParts, token: string): Promise<Principal | null> {
  const prefix = prefixOf(token);
  if (prefix !== null) return ofKey(parts, token, prefix);
  if (sameText(token, parts.local_token)) return localOwner(parts.database);
  const claims = await parts.visitors.verify(token, parts.now_ms());
  if (claims === null) return null;
  const { workspace_id, customer_id, verified } = claims;
  return { kind: 'visitor', workspace_id, customer_id, verified };
}

async function ofKey(parts: IdentifyParts, secret: string, prefix: string): Promise<MemberPrincipal | null> {
  const at = new Date(parts.now_ms());
  return parts.database.asSystem(async (tx) => {
    const key = await findApiKey(tx, prefix);
    if (key === undefined || !keyMatches(secret, key.hash)) return null;
    await touchApiKey(tx, { id: key.id, at });
    const { workspace_id, name, id: key_id } = key;
    const scopes = key.scopes as readonly Scope[];
    return { kind: 'member', workspace_id, member_id: null, key_id, name, role: 'agent', scopes, via: 'key' };
  });
}

/** The first workspace of a signed-in person; more than one is for later. */
export async function memberOf(database: Database, user_id: string): Promise<MemberPrincipal | null> {
  const [member] = await database.asSystem((tx) => findMemberships(tx, user_id));
  if (member === undefined) return null;
  return toPrincipal(member, 'session');
}

/** Whoever can read the data folder owns the installation. */
async function localOwner(database: Database): Promise<MemberPrincipal | null> {
  const [workspace] = await database.asSystem((tx) => listWorkspaces(tx));
  if (workspace === undefined) return null;
  const members = await database.asWorkspace(workspace.id, (tx) => listMembers(tx));
  const owner = members.find((member) => member.role === 'owner' && member.suspended_at === null);
  if (owner === undefined) return null;
  return toPrincipal({ ...owner, workspace_id: workspace.id }, 'local');
}

/** A person as a caller: the role says what they may do. */
export function toPrincipal(
  member: Pick<Member, 'id' | 'workspace_id' | 'name' | 'role'>,
  via: 'session' | 'local',
): MemberPrincipal {
  const { id: member_id, workspace_id, name, role } = member;
  return { kind: 'member', workspace_id, member_id, key_id: null, name, role, scopes: null, via };
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
