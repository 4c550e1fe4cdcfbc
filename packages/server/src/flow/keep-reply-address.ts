/**
 * Keeps where a customer wants the replies of their conversation, or forgets it.
 *
 * Errors: `FlowError` not-found, conflict (this server sends no e-mail).
 */
import type { MailLanguage } from '@understudy/contract';
import { announceConversation } from '../announce.ts';
import { FlowError } from '../flow-error.ts';
import type { MailPorts } from '../mail/ports.ts';
import type { Parts } from '../parts.ts';
import * as store from '../store/index.ts';
import { toWireSettings } from '../translate.ts';

type Ports = Pick<Parts, 'database' | 'now_ms'> & MailPorts;

export interface ReplyAddressChange {
  readonly workspace_id: string;
  readonly customer_id: string;
  readonly conversation_id: string;
  /** Null: withdrawn. */
  readonly email: string | null;
  readonly language: MailLanguage;
  /** Where the customer is. */
  readonly page: string | null;
}

export async function keepReplyAddress(parts: Ports, change: ReplyAddressChange): Promise<void> {
  const at = new Date(parts.now_ms());
  const { workspace_id, conversation_id, customer_id, email: address, language } = change;
  if (address !== null && parts.mail === null)
    throw new FlowError('conflict', 'This server is not set up to send e-mail.');
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    const conversation = await store.lockConversation(tx, conversation_id);
    if (conversation?.customer_id !== customer_id) throw new FlowError('not-found', 'No such conversation.');
    if (address === null) return store.dropReplyAddress(tx, { conversation_id, at });
    const { origins } = toWireSettings(await store.getWorkspace(tx)).widget;
    const page = pageToTell(change.page, origins, parts.mail?.public_url ?? null);
    await store.putReplyAddress(tx, { conversation_id, address, language, page, at });
  });
}

/** By the link in an e-mail. */
export async function stopReplyMails(
  parts: Pick<Parts, 'database' | 'now_ms'>,
  { workspace_id, conversation_id }: { readonly workspace_id: string; readonly conversation_id: string },
): Promise<void> {
  const at = new Date(parts.now_ms());
  await parts.database.asWorkspace(workspace_id, async (tx) => {
    await store.dropReplyAddress(tx, { conversation_id, at });
    await announceConversation(tx, { conversation_id });
  });
}

/** Without what may be secret in it; null for a site that is not listed: anybody could name a page there. */
function pageToTell(
  page: string | null,
  origins: readonly string[],
  public_url: string | null,
): string | null {
  if (page === null) return null;
  const { origin, pathname } = new URL(page);
  const listed = [...origins, ...(public_url === null ? [] : [public_url])].map((url) => new URL(url).origin);
  return listed.includes(origin) ? origin + pathname : null;
}
