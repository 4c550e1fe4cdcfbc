/** Where the workspace serves verified visitors only, an unsigned one writes nothing: also not with a token from before. */
import { type Database, isIdentityRequired } from '../store/index.ts';
import type { Principal } from './principal.ts';
import { ProblemError } from './problem.ts';

/** @throws ProblemError `identity-required` */
export async function requireSigned(
  database: Database,
  method: string,
  caller: Principal | null,
): Promise<void> {
  if (caller?.kind !== 'visitor' || caller.verified || method === 'GET') return;
  if (await database.asWorkspace(caller.workspace_id, isIdentityRequired))
    throw new ProblemError('identity-required', 'Sign in on this site first, then write again.');
}
