/** What is being written, kept per conversation in this browser, so that neither a reload nor a change of page loses it. */
import type { Attachment } from '@understudy/contract';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

export interface Compose {
  readonly kind: 'message' | 'note';
  readonly text: string;
  /** The decision whose draft this text began as. */
  readonly decision_id: string | null;
  /** On the server already, not sent yet. */
  readonly attachments: readonly Attachment[];
}
export const EMPTY: Compose = { kind: 'message', text: '', decision_id: null, attachments: [] };
/** Neither words nor files. */
export const isEmpty = ({ text, attachments }: Compose): boolean =>
  text.trim() === '' && attachments.length === 0;

const keyOf = (conversationId: string) => `understudy.compose.${conversationId}`;

export function readCompose(conversationId: string): Compose {
  const kept = localStorage.getItem(keyOf(conversationId));
  if (kept === null) return EMPTY;
  try {
    return { ...EMPTY, ...(JSON.parse(kept) as Partial<Compose>) };
  } catch {
    return EMPTY;
  }
}

/** State of the composer; render its user with the conversation's id as key. */
export function useCompose(conversationId: string): readonly [Compose, Dispatch<SetStateAction<Compose>>] {
  const [compose, setCompose] = useState(() => readCompose(conversationId));
  useEffect(() => {
    if (compose.text === '' && compose.attachments.length === 0)
      localStorage.removeItem(keyOf(conversationId));
    else localStorage.setItem(keyOf(conversationId), JSON.stringify(compose));
  }, [conversationId, compose]);
  return [compose, setCompose];
}
