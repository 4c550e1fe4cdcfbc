/** One finger reads values, two zoom; up and down still scrolls the page. */
import type uPlot from 'uplot';
import { clampSpan, type Span } from './zoom.ts';

/** Listens until the returned function is called. */
export function followFingers(plot: uPlot): () => void {
  const fingers = new Map<number, number>();
  let start: { readonly span: Span; readonly whole: Span; readonly places: readonly number[] } | null = null;
  const placeOf = (event: PointerEvent) => event.clientX - plot.over.getBoundingClientRect().left;
  const onDown = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    fingers.set(event.pointerId, placeOf(event));
    const { min, max } = plot.scales['x'] ?? {};
    const [first, last] = [plot.data[0][0], plot.data[0].at(-1)];
    if (fingers.size !== 2 || min == null || max == null || first == null || last == null) return;
    start = {
      span: { min, max },
      whole: { min: first, max: last },
      places: [...fingers.values()].map((left) => plot.posToVal(left, 'x')),
    };
  };
  const onMove = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, placeOf(event));
    if (fingers.size === 1) plot.setCursor({ left: placeOf(event), top: 0 });
    else if (start) plot.setScale('x', pinched(start, [...fingers.values()], plot.over.clientWidth));
  };
  const onEnd = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    start = null;
  };
  const controller = new AbortController();
  const { signal } = controller;
  plot.over.style.touchAction = 'pan-y';
  plot.over.addEventListener('pointerdown', onDown, { signal });
  plot.over.addEventListener('pointermove', onMove, { signal });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const)
    plot.over.addEventListener(end, onEnd, { signal });
  return () => controller.abort();
}

/** The span in which both fingers lie on what they lay on when they came down. */
export function pinched(
  { span, whole, places }: { readonly span: Span; readonly whole: Span; readonly places: readonly number[] },
  fingers: readonly number[],
  width: number,
): Span {
  const [a = 0, b = 0] = places;
  const [left = 0, right = 0] = fingers;
  if (left === right || a === b || left < right !== a < b) return span;
  const perPixel = (b - a) / (right - left);
  const min = a - left * perPixel;
  return clampSpan({ min, max: min + width * perPixel }, whole);
}
