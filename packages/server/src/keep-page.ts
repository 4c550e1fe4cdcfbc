/** Keeps what a customer saw with a message, redacted once more, until retention takes it. */
import type { PageContext } from '@understudy/contract';
import { enqueueRetention } from './next-night.ts';
import { redactPage } from './page-redaction.ts';
import type { Parts } from './parts.ts';
import * as store from './store/index.ts';

/** Said by the widget where the visitor chose to share nothing: then there is no page, as where none is watched. */
const WITHHELD = 'page_withheld';

/** `page`: null where it was withheld, undefined where nothing was to be told. */
export function whatPageSaid(said: {
  readonly context?: Readonly<Record<string, string>> | undefined;
  readonly page?: PageContext | null | undefined;
}): { readonly context: Record<string, string>; readonly page: PageContext | null | undefined } {
  const { [WITHHELD]: withheld, ...context } = said.context ?? {};
  return { context, page: withheld === 'yes' ? null : (said.page ?? undefined) };
}

interface Seen {
  readonly workspace_id: string;
  readonly message: store.Message;
  /** Null: withheld. */
  readonly page: PageContext | null;
}

export async function keepPage(
  parts: Pick<Parts, 'jobs' | 'now_ms'>,
  tx: store.Tx,
  { workspace_id, message, page }: Seen,
): Promise<void> {
  const { id: message_id, conversation_id, at } = message;
  const redacted = page === null ? null : redactPage(page);
  await store.insertPageContext(tx, { message_id, conversation_id, page: redacted, at });
  await enqueueRetention(parts, tx, workspace_id);
}
