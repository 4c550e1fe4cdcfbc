/** The conversation `step` places from the current one. Where the current one left the list, its old place counts. */
export function neighbour(
  ids: readonly string[],
  current: string | undefined,
  { step, lastIndex }: { step: 1 | -1; lastIndex: number },
): string | undefined {
  if (ids.length === 0) return undefined;
  const index = current === undefined ? -1 : ids.indexOf(current);
  if (index >= 0) return ids[Math.min(Math.max(index + step, 0), ids.length - 1)];
  if (current === undefined) return ids[0];
  return ids[Math.min(Math.max(step === 1 ? lastIndex : lastIndex - 1, 0), ids.length - 1)];
}
