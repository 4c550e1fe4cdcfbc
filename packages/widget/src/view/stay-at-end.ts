import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** So near to the end counts as reading it. */
const NEAR_PX = 40;

/** Whoever reads the end of the conversation goes on seeing it when a picture above has loaded, or there is less room for it. */
export function useStayAtEnd(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const log = box.current;
    if (!log) return;
    let isAtEnd = true;
    let top = 0;
    const look = () => {
      const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
      // News of our own scrolling comes late: a picture may have grown since. Only who scrolls back has left.
      isAtEnd = isNear || (isAtEnd && log.scrollTop >= top);
      top = log.scrollTop;
    };
    const stay = () => {
      if (!isAtEnd) return;
      log.scrollTop = log.scrollHeight;
      top = log.scrollTop;
    };
    const growth = new MutationObserver(stay);
    growth.observe(log, { childList: true, subtree: true });
    const room = new ResizeObserver(stay);
    room.observe(log);
    log.addEventListener('scroll', look);
    log.addEventListener('load', stay, true);
    return () => {
      growth.disconnect();
      room.disconnect();
      log.removeEventListener('scroll', look);
      log.removeEventListener('load', stay, true);
    };
  }, []);
}
