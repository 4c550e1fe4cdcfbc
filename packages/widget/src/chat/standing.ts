/** Who has the word. What a slower answer says about an earlier moment must not undo what was heard since. */
import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { ConversationStatus } from '@understudy/contract';

export interface Standing {
  readonly status: ReadonlySignal<ConversationStatus | null>;
  /** It is so now; null where nothing is known, as after a turn to another conversation. */
  hear(status: ConversationStatus | null): void;
  /** Begins a call; what it answers counts if nothing was heard meanwhile. */
  ask(): (answer: ConversationStatus) => void;
}

export function keepStanding(): Standing {
  const status = signal<ConversationStatus | null>(null);
  let heard = 0;
  return {
    status,
    hear(next) {
      heard++;
      status.value = next;
    },
    ask() {
      const before = heard;
      return (answer) => {
        if (before === heard) status.value = answer;
      };
    },
  };
}
