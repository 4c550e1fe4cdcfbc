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
  /** Only what could not be stored: what another tab removes must not come back from here. */
  const memory = new Map<string, string>();
  const name = (key: string) => prefixOf(workspace) + key;
  const attempt = <T>(stored: () => T, fallback: () => T): T => {
    try {
      return stored();
    } catch {
      return fallback();
    }
  };
  return {
    get: (key) =>
      memory.get(key) ??
      attempt(
        () => localStorage.getItem(name(key)),
        () => null,
      ),
    set: (key, value) =>
      attempt(
        () => {
          localStorage.setItem(name(key), value);
          memory.delete(key);
        },
        () => void memory.set(key, value),
      ),
    remove: (key) => {
      memory.delete(key);
      attempt(
        () => localStorage.removeItem(name(key)),
        () => undefined,
      );
    },
  };
}

/** For a visitor who leaves before the app is there, which else forgets by itself. */
export function forgetVisitor(workspace: string): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefixOf(workspace))) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

const prefixOf = (workspace: string) => `understudy:${workspace}:`;
