/** Which forms hold changes that are not saved. */
import { useEffect, useId } from 'react';

const unsaved = new Set<string>();

export const hasUnsaved = (): boolean => unsaved.size > 0;

/** Counts the form among them as long as it is dirty and shown. */
export function useUnsaved(isDirty: boolean): void {
  const id = useId();
  useEffect(() => {
    if (!isDirty) return undefined;
    unsaved.add(id);
    return () => {
      unsaved.delete(id);
    };
  }, [id, isDirty]);
}
