/**
 * What the widget remembers on this device: the visitor's token and unconfirmed messages. Falls back to memory where
 * the page may not store (private mode, blocked cookies), so the widget works there too, for the life of the page.
 */
/** The key of the visitor's token. */
export const TOKEN = 'token';

export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Keys are kept apart per workspace, so two desks on one site do not meet. */
export function createStorage(workspace: string): Storage {
  const memory = new Map<string, string>();
  const name = (key: string) => `understudy:${workspace}:${key}`;
  const attempt = <T>(stored: () => T, fallback: () => T): T => {
    try {
      return stored();
    } catch {
      return fallback();
    }
  };
  return {
    get: (key) =>
      attempt(
        () => localStorage.getItem(name(key)),
        () => null,
      ) ??
      memory.get(key) ??
      null,
    set: (key, value) => {
      memory.set(key, value);
      attempt(
        () => localStorage.setItem(name(key), value),
        () => undefined,
      );
    },
    remove: (key) => {
      memory.delete(key);
      attempt(
        () => localStorage.removeItem(name(key)),
        () => undefined,
      );
    },
  };
}
