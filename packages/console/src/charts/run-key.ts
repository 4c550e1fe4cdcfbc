import type { KeyboardEvent } from 'react';

/** Runs what a chart does at this key, which then means nothing else; not where a part of the chart has the focus. */
export function runKey(event: KeyboardEvent, keys: Readonly<Record<string, () => unknown>>): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const run = keys[event.key];
  if (!run) return;
  event.preventDefault();
  event.stopPropagation();
  run();
}
