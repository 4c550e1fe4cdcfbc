/** What is being written, kept per conversation in this browser, so that neither a reload nor a change of page loses it. */
import { useCallback, useState } from 'react';

export interface Compose {
  readonly kind: 'message' | 'note';
  readonly text: string;
  /** The decision whose draft this text began as. */
  readonly decision_id: string | null;
}
export const EMPTY: Compose = { kind: 'message', text: '', decision_id: null };
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
export function useCompose(conversationId: string): readonly [Compose, (next: Compose) => void] {
  const [compose, setCompose] = useState(() => readCompose(conversationId));
  const keep = useCallback(
    (next: Compose) => {
      if (next.text === '') localStorage.removeItem(keyOf(conversationId));
      else localStorage.setItem(keyOf(conversationId), JSON.stringify(next));
      setCompose(next);
    },
    [conversationId],
  );
  return [compose, keep];
}
