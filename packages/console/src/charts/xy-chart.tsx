import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { nearestPlace } from '../learning/chart-scale.ts';
import { useWidth } from '../ui/use-width.ts';
import { runKey } from './run-key.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import { clampSpan, isWhole, moved, type Span, zoomed } from './zoom.ts';
import { HEIGHT, leftOf, PAD, type XyChartProps, XyDrawing, type XyPoint } from './xy-drawing.tsx';

const WHOLE: Span = { min: 0, max: 1 };
const LEAST = 0.08;
/** Less is a click. */
const LEAST_DRAG_PX = 6;

/** Two shares against each other. The pointer, or arrow keys, read single points; a drag, or plus and minus, go closer. */
export function XyChart(props: XyChartProps) {
  const { label, points, top } = props;
  const [box, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState(-1);
  const [shown, setShown] = useState(WHOLE);
  const show = (span: Span) => setShown(rounded(span));
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const isZoomed = !isWhole(shown, WHOLE);
  const seen = points.filter(({ x }) => x >= shown.min && x <= shown.max);
  const point = seen.includes(points[chosen]) ? points[chosen] : undefined;
  const dragged = drag && { min: Math.min(drag.from, drag.to), max: Math.max(drag.from, drag.to) };

  const pixelOf = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return Math.min(width - PAD.right, Math.max(PAD.left, left));
  };
  const shareAt = (pixel: number) =>
    shown.min + ((pixel - PAD.left) / (width - PAD.left - PAD.right)) * (shown.max - shown.min);
  const choose = (at: number) => setChosen(points.indexOf(seen[at]));
  const zoom = (factor: number) =>
    show(zoomed(shown, WHOLE, factor, point?.x ?? (shown.min + shown.max) / 2, LEAST));

  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const pixel = pixelOf(event);
    if (drag) setDrag({ ...drag, to: pixel });
    else
      choose(
        nearestPlace(
          seen.map(({ x }) => x),
          shareAt(pixel),
        ),
      );
  };
  const onDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setChosen(-1);
    setDrag({ from: pixelOf(event), to: pixelOf(event) });
  };
  const onUp = () => {
    if (dragged && dragged.max - dragged.min >= LEAST_DRAG_PX)
      show(clampSpan({ min: shareAt(dragged.min), max: shareAt(dragged.max) }, WHOLE, LEAST));
    setDrag(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = point ? seen.indexOf(point) : -1;
    const step = (by: number) =>
      event.shiftKey
        ? show(moved(shown, WHOLE, by / 4, LEAST))
        : choose(Math.min(seen.length - 1, Math.max(0, at + by)));
    runKey(event, {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      '0': () => show(WHOLE),
    });
  };
  const left = point ? leftOf(point.x, shown, width) : 0;
  return (
    <div ref={box} className="min-w-0">
      {/* A chart is moved in by keys, as a slider is; what is shown is read out. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="group"
        tabIndex={0}
        aria-label={`${label}. Arrow keys read points, plus and minus zoom, 0 shows all.`}
        onKeyDown={onKeyDown}
        className="relative rounded-lg"
      >
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={label}
          onPointerMove={onMove}
          onPointerDown={onDown}
          onPointerUp={onUp}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setChosen(-1)}
          className="figures block touch-pan-y fill-muted text-[11px] select-none"
        >
          <XyDrawing
            {...props}
            {...{ width, shown, dragged }}
            heights={isZoomed ? heightsOf(seen, top) : { min: 0, max: top }}
            chosen={point}
          />
        </svg>
        {point && (
          <p
            role="status"
            className="figures pointer-events-none absolute top-3 max-w-60 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-pop"
            style={left < width / 2 ? { left: left + 12 } : { right: width - left + 12 }}
          >
            {point.text}
          </p>
        )}
      </div>
      <div className="flex items-center justify-end">
        <ZoomButtons isZoomed={isZoomed} onZoom={zoom} onAll={() => show(WHOLE)} />
      </div>
    </div>
  );
}

/** Ends at whole percents, and so does each quarter, since those are what the axis says. */
function rounded({ min, max }: Span): Span {
  const width = Math.round((max - min) * 25) / 25;
  const from = Math.min(1 - width, Math.round(min * 100) / 100);
  return { min: from, max: from + width };
}

/** What the points shown take up, in steps of 4 % so that a quarter of it is a whole number. */
function heightsOf(points: readonly XyPoint[], top: number): Span {
  const lowest = Math.min(top, ...points.map(({ y, low = y }) => low));
  const highest = Math.max(0, ...points.map(({ y, high = y }) => high));
  if (highest <= lowest) return { min: 0, max: top };
  return { min: Math.floor(lowest * 25) / 25, max: Math.min(top, Math.ceil(highest * 25) / 25) };
}
