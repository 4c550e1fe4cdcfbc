/** `check-order` → `check order`; `?paid` (seen between two steps) → `seen: paid`. */
export function stepWords(step: string): string {
  const words = step.replace(/^\?/, '').replaceAll(/[-_]+/g, ' ');
  return step.startsWith('?') ? `seen: ${words}` : words;
}
