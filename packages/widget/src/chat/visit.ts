/** What the visitor looks at and has begun to write: kept while the panel is closed. Sound is kept on the device. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { Storage } from './storage.ts';

export type Place = 'home' | 'chat';

export interface Visit {
  readonly place: ReadonlySignal<Place>;
  go(to: Place): void;
  /** What stands in the composer. */
  readonly draft: Signal<string>;
  /** Whether new replies are heard. */
  readonly sound: ReadonlySignal<boolean>;
  setSound(on: boolean): void;
  forget(): void;
}

const SOUND = 'sound';

/** @param is_talking something goes on, which is shown to who went nowhere yet */
export function createVisit(storage: Storage, is_talking: ReadonlySignal<boolean>): Visit {
  const gone_to = signal<Place | null>(null);
  const sound = signal(storage.get(SOUND) === 'on');
  return {
    place: computed(() => gone_to.value ?? (is_talking.value ? 'chat' : 'home')),
    go: (to) => (gone_to.value = to),
    draft: signal(''),
    sound,
    setSound(on) {
      sound.value = on;
      storage.set(SOUND, on ? 'on' : 'off');
    },
    forget: () => storage.remove(SOUND),
  };
}
