/** Short messages in the corner, and words for screen readers only. A store of at most three. */
import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly undo?: (() => void) | undefined;
}

const LIMIT = 3;
const LIFE_MS = 7_000;
let toasts: readonly Toast[] = [];
let spoken = '';
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function toast(text: string, options: { tone?: Toast['tone']; undo?: () => void } = {}): void {
  const id = nextId++;
  change([...toasts, { id, text, tone: options.tone ?? 'plain', undo: options.undo }].slice(-LIMIT));
  setTimeout(() => dismiss(id), LIFE_MS);
}
/** What went wrong, in the words of who refused. */
export const complain = (error: unknown): void =>
  toast(error instanceof Error ? error.message : String(error), { tone: 'bad' });

export function dismiss(id: number): void {
  change(toasts.filter((item) => item.id !== id));
}
export function announce(text: string): void {
  spoken = text;
  change(toasts);
}
export const useToasts = () => useSyncExternalStore(subscribe, () => toasts);
export const useSpoken = () => useSyncExternalStore(subscribe, () => spoken);
