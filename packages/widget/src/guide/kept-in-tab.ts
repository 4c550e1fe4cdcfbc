/** A value that outlives a page load in this tab; kept for the page alone where the page may not store. */
export interface KeptInTab<T> {
  get(): T | null;
  set(value: T): void;
  remove(): void;
}

export function keepInTab<T>(name: string): KeptInTab<T> {
  const key = `understudy:${name}`;
  let memory: T | null = null;
  return {
    get() {
      try {
        return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null) ?? memory;
      } catch {
        return memory;
      }
    },
    set(value) {
      memory = value;
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Then it ends with the page.
      }
    },
    remove() {
      memory = null;
      try {
        sessionStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
