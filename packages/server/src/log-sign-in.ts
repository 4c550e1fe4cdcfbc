/**
 * Signing in, in the audit log: before the cookie leaves, and also where it failed.
 *
 * An attempt is kept by the workspace of the address that was given; an address that nobody has, by the first one of
 * the installation, so that both cost the same and neither can be told from the other.
 */
import * as store from './store/index.ts';

interface SignIn {
  readonly email: string;
  readonly at: Date;
  /** `done`, or the code of the problem. */
  readonly outcome: string;
}

const ENTRY = { category: 'sign-in', action: 'signIn' } as const;

export async function logSignIn(database: store.Database, { email, at, outcome }: SignIn): Promise<void> {
  const found = await database.asSystem(async (tx) => {
    const member = await store.findMemberByEmail(tx, email);
    const workspace_id = member?.workspace_id ?? (await store.listWorkspaces(tx))[0]?.id;
    return { member, workspace_id };
  });
  const { member, workspace_id } = found;
  if (workspace_id === undefined) return; // nobody is set up yet
  const isIn = outcome === 'done' && member !== undefined;
  await database.asWorkspace(workspace_id, (tx) =>
    store.appendAuditLog(tx, {
      ...ENTRY,
      at,
      outcome,
      actor_kind: isIn ? 'member' : 'stranger',
      actor_id: isIn ? member.id : null,
      via: isIn ? 'session' : 'none',
      subject_kind: member === undefined ? null : 'member',
      subject_id: member?.id ?? null,
      detail: { actor: isIn ? member.name : null, email },
    }),
  );
}

/** The set-up makes the first person: its entry is the first of the log, in the same transaction. */
export async function logSetUp(
  tx: store.Tx,
  member: { readonly id: string; readonly name: string; readonly email: string },
  at: Date,
): Promise<void> {
  await store.appendAuditLog(tx, {
    ...ENTRY,
    action: 'setup',
    at,
    outcome: 'done',
    actor_kind: 'member',
    actor_id: member.id,
    via: 'session',
    subject_kind: 'member',
    subject_id: member.id,
    detail: { actor: member.name, email: member.email },
  });
}
