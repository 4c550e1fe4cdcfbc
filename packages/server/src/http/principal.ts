/** Who is calling, and whether they may. Authorisation is one pure function over the contract's `access`. */
import type { Access, Role, Scope } from '@understudy/contract';
import { ProblemError } from './problem.ts';

export interface VisitorPrincipal {
  readonly kind: 'visitor';
  readonly workspace_id: string;
  readonly customer_id: string;
  /** Whether a signed identity stands behind it. */
  readonly verified: boolean;
}

export interface MemberPrincipal {
  readonly kind: 'member';
  readonly workspace_id: string;
  /** Null for an API key and for the CLI on this machine: no person to name. */
  readonly member_id: string | null;
  /** Null but for an API key. */
  readonly key_id: string | null;
  readonly name: string;
  readonly role: Role;
  /** What an API key may do; null where the role decides. */
  readonly scopes: readonly Scope[] | null;
  readonly via: 'session' | 'key' | 'local';
}

export type Principal = VisitorPrincipal | MemberPrincipal;

const RANK: Readonly<Record<Role, number>> = { agent: 1, lead: 2, owner: 3 };

/**
 * Lets the caller through or throws.
 *
 * @throws ProblemError `unauthenticated` where nobody (or the wrong kind of caller) came, `forbidden` where the
 *   role or the scope is not enough
 */
export function authorise(access: Access, principal: Principal | null): void {
  if (access.kind === 'public') return;
  if (principal === null || principal.kind !== access.kind) throw new ProblemError('unauthenticated');
  if (access.kind === 'visitor' || principal.kind === 'visitor') return;
  if (principal.scopes !== null) {
    if (!principal.scopes.includes(access.scope)) {
      throw new ProblemError('forbidden', `This key lacks the scope ${access.scope}.`);
    }
    return;
  }
  if (RANK[principal.role] < RANK[access.role]) {
    throw new ProblemError('forbidden', `This takes the role ${access.role} or a higher one.`);
  }
}

/** Whether a key reaches this too; people see what their role lets them. For what one answer shows beside its own. */
export const maySee = ({ scopes }: MemberPrincipal, scope: Scope): boolean =>
  scopes === null || scopes.includes(scope);
