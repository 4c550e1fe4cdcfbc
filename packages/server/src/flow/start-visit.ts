/**
 * Whose session it is: the person whom a signed token names, the visitor of an earlier token, or somebody new.
 *
 * An anonymous visitor who comes with both an own token and a signed one is that person from now on: the conversations
 * move, in this transaction, with an entry in the audit log, and the anonymous row goes. What was learned from them keeps
 * the earlier pseudonym, which names nobody any more; it is forgotten with the conversations that it came from. A token
 * of one person never leads to what is another's.
 */
import { announceConversation } from '../announce.ts';
import { newId } from '../ids.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';

/** Conversations that open consoles are told of; what was moved beyond is seen when a page is loaded. */
const MOST_ANNOUNCED = 20;

export interface Visit {
  readonly workspace_id: string;
  /** Of a visitor's token that holds. */
  readonly known_id: string | null;
  /** Of an identity token that holds. */
  readonly person: store.SignedPerson | null;
}
export interface Visitor {
  readonly customer: store.Customer;
  readonly open: store.Conversation | undefined;
}

export async function startVisit(
  parts: Pick<Parts, 'database' | 'now_ms'>,
  { workspace_id, known_id, person }: Visit,
): Promise<Visitor> {
  const at = new Date(parts.now_ms());
  return parts.database.asWorkspace(workspace_id, async (tx) => {
    // Held: a message that comes in at the same time is moved too, or finds nobody.
    const known = known_id === null ? undefined : await lockKnown(tx, known_id, person !== null);
    const customer = person === null ? (known ?? (await welcome(tx, at))) : await verified(tx, person, at);
    if (person !== null && known !== undefined && isAnonymous(known))
      await merge(tx, { from: known.id, into: customer.id, at });
    return { customer, open: await store.findOpenConversation(tx, customer.id) };
  });
}

const lockKnown = (tx: store.Tx, id: string, held: boolean) =>
  held ? store.lockCustomer(tx, id) : store.getCustomer(tx, id);

const anonymousId = (id: string) => `visitor:${id}`;
const isAnonymous = ({ id, external_id, verified_at }: store.Customer) =>
  external_id === anonymousId(id) && verified_at === null;

function welcome(tx: store.Tx, at: Date): Promise<store.Customer> {
  const id = newId('customer', at.getTime());
  return store.findOrCreateCustomer(tx, { id, external_id: anonymousId(id) });
}

function verified(tx: store.Tx, person: store.SignedPerson, at: Date): Promise<store.Customer> {
  return store.findOrCreateVerified(tx, { id: newId('customer', at.getTime()), person, at });
}

async function merge(
  tx: store.Tx,
  { from, into, at }: { readonly from: string; readonly into: string; readonly at: Date },
): Promise<void> {
  const moved = await store.absorbCustomer(tx, { from, into });
  for (const conversation_id of moved.slice(0, MOST_ANNOUNCED))
    await announceConversation(tx, { conversation_id });
  await store.appendAuditLog(tx, {
    at,
    category: 'personal-data',
    action: 'mergeVisitor',
    outcome: 'done',
    actor_kind: 'stranger',
    actor_id: null,
    via: 'none',
    subject_kind: null,
    subject_id: null,
    detail: { from, into, conversations: moved.length },
  });
}
