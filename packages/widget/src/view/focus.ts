/** Where the keyboard is: never lost when a button goes away, and never behind a panel that covers the screen. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

export const isFullScreen = (): boolean => matchMedia('(max-width: 480px), (max-height: 420px)').matches;

/** When the element that has the focus is removed (a button that did its work), the focus goes to the composer. */
export function useKeptFocus(panel: RefObject<HTMLElement | null>): void {
  const holder = useRef<Element | null>(null);

  useEffect(() => {
    const element = panel.current;
    const gain = (event: FocusEvent) => (holder.current = event.target as Element);
    // Some browsers report a removed element as blurred, others say nothing: both end in the check below.
    const lose = (event: FocusEvent) => {
      const left = event.target as Element;
      queueMicrotask(() => {
        if (left.isConnected && holder.current === left) holder.current = null;
      });
    };
    const root = element?.getRootNode() as ShadowRoot | undefined;
    holder.current = root?.activeElement ?? null;
    element?.addEventListener('focusin', gain);
    element?.addEventListener('focusout', lose);
    return () => {
      element?.removeEventListener('focusin', gain);
      element?.removeEventListener('focusout', lose);
    };
  }, []);

  useLayoutEffect(() => {
    if (!holder.current || holder.current.isConnected) return;
    holder.current = null;
    (
      panel.current?.querySelector<HTMLElement>('.composer :is(textarea, .primary)') ?? panel.current
    )?.focus();
  });
}

/** Tab goes round inside the panel. */
export function keepFocusInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [
    ...(panel?.querySelectorAll<HTMLElement>('button, a[href], textarea, [tabindex="0"]') ?? []),
  ];
  const root = panel?.getRootNode() as ShadowRoot | undefined;
  const [from, to] = event.shiftKey ? [stops.at(0), stops.at(-1)] : [stops.at(-1), stops.at(0)];
  const at_start = event.shiftKey && root?.activeElement === panel;
  if (root?.activeElement !== from && !at_start) return;
  event.preventDefault();
  to?.focus();
}
