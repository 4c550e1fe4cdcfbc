/** Whether what the visitor sees goes with their message. Their own choice counts before all; it is kept on the device. */
import type { Storage } from '../chat/storage.ts';

export type Choice = 'yes' | 'no';

const KEY = 'share-page';

export const readChoice = (storage: Storage): Choice | null => {
  const kept = storage.get(KEY);
  return kept === 'yes' || kept === 'no' ? kept : null;
};

export const keepChoice = (storage: Storage, choice: Choice | null): void => {
  if (choice === null) storage.remove(KEY);
  else storage.set(KEY, choice);
};

/** True where the browser says for its user that data about them shall not be passed on. */
export const asksForPrivacy = (): boolean =>
  (navigator as { readonly globalPrivacyControl?: unknown }).globalPrivacyControl === true;

/**
 * Global Privacy Control withholds until the visitor opts in.
 * Source: https://www.w3.org/TR/gpc/
 */
export const isWithheld = (choice: Choice | null, gpc: boolean): boolean =>
  choice === 'no' || (gpc && choice !== 'yes');
