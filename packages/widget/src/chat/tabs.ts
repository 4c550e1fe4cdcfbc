/** The visitor's tabs of this site, kept in step. What one tells, the others hear, and never itself. */
export type TabNews =
  | { readonly kind: 'entered'; readonly id: string | null }
  | { readonly kind: 'read' }
  /** Somebody was named by the page: a stored token and its conversations are theirs now. */
  | { readonly kind: 'joined' }
  /** Whoever was here before is gone. */
  | { readonly kind: 'left' }
  /** So they are, and this device shall not know them any more. */
  | { readonly kind: 'forgotten' };

export interface Tabs {
  tell(news: TabNews): void;
  close(): void;
}

export function openTabs(workspace: string, hear: (news: TabNews) => void): Tabs {
  const channel = openChannel(`understudy:${workspace}`);
  channel?.addEventListener('message', ({ data }: MessageEvent<TabNews>) => hear(data));
  return { tell: (news) => channel?.postMessage(news), close: () => channel?.close() };
}

/** Null where the page may not store: there each tab has a visitor of its own, whom the others must not follow. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    void localStorage.length;
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
