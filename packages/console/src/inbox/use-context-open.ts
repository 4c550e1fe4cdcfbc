import { useState } from 'react';

const KEY = 'understudy.context';
/** From this width the pane has a place of its own; below it covers the thread, so it waits to be asked. */
const WIDE = '(min-width: 80rem)';

export function useContextOpen(): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => matchMedia(WIDE).matches && localStorage.getItem(KEY) !== 'closed');
  const keep = (next: boolean) => {
    if (matchMedia(WIDE).matches) localStorage.setItem(KEY, next ? 'open' : 'closed');
    setOpen(next);
  };
  return [open, keep];
}
