/** Who is writing; over by itself where the end of it is not heard. */
import { type ReadonlySignal, signal } from '@preact/signals-core';

const LONGEST_MS = 10_000;

export interface Typing {
  readonly who: ReadonlySignal<'ai' | 'agent' | null>;
  hear(who: 'ai' | 'agent' | null): void;
}

export function keepTyping(): Typing {
  const who = signal<'ai' | 'agent' | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    who,
    hear(next) {
      clearTimeout(timer);
      who.value = next;
      if (next) timer = setTimeout(() => (who.value = null), LONGEST_MS);
    },
  };
}
