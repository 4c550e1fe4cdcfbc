/**
 * All that is behind the launcher. A page whose visitor asks nothing shows the launcher without it; it is fetched a
 * little later, or when it is opened. A signal, not a state: what is drawn with it then follows its signals, too.
 */
import { signal } from '@preact/signals-core';
import type { Panel } from './panel.tsx';

/** Null until it is there. */
export const panel = signal<typeof Panel | null>(null);

/** Where it cannot be fetched, the next call tries again. */
export async function fetchPanel(): Promise<void> {
  if (panel.peek()) return;
  try {
    panel.value = (await import('./panel.tsx')).Panel;
  } catch {
    // The launcher stays; it is opened again.
  }
}
