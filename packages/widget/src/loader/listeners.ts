/** Who hears what the widget tells the page. A listener that fails is the page's own error and stops nothing here. */
import type { Emit, EventName } from '../sdk/commands.ts';

type Listener = (detail: unknown) => void;

export interface Listeners {
  /** Returns how to stop listening. Who asks for `ready` when all is ready hears it at once. */
  on(event: EventName, listener: Listener): () => void;
  readonly emit: Emit;
  clear(): void;
}

export function createListeners(): Listeners {
  const heard = new Map<string, Set<Listener>>();
  let ready = false;

  function tell(listener: Listener, detail: unknown): void {
    try {
      listener(detail);
    } catch (error) {
      reportError(error);
    }
  }

  return {
    on(event, listener) {
      const those = heard.get(event) ?? new Set();
      heard.set(event, those.add(listener));
      if (event === 'ready' && ready) tell(listener, undefined);
      return () => void those.delete(listener);
    },
    emit(event, detail) {
      if (event === 'ready') ready = true;
      for (const listener of heard.get(event) ?? []) tell(listener, detail);
    },
    clear() {
      ready = false;
      heard.clear();
    },
  };
}
