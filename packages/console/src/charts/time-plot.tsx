/** The drawing of a time chart, with uPlot: its own chunk. */
import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useWidth } from '../ui/use-width.ts';
import { useColourScheme } from './colours.ts';
import { secondsOf } from './days.ts';
import { PlotMarks } from './plot-marks.tsx';
import { dataOf, optionsOf } from './plot-options.ts';
import { drawLimit } from './plot-limit.ts';
import { Legend, Readout } from './readout.tsx';
import type { TimeChartProps } from './time-series.ts';
import { followFingers } from './touch.ts';
import { runKey } from './run-key.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import { isWhole, moved, type Span, zoomed } from './zoom.ts';

export default function TimePlot(props: TimeChartProps & { readonly height: number }) {
  const { label, days, height, series, marks = [], plain = false } = props;
  const [box, width] = useWidth<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const [span, setSpan] = useState<Span | null>(null);
  const scheme = useColourScheme();
  const whole = useMemo(
    (): Span => ({ min: secondsOf(days[0] ?? '1970-01-01'), max: secondsOf(days.at(-1) ?? '1970-01-01') }),
    [days],
  );
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const shape = JSON.stringify(series.map(({ name, low }) => [name, low !== undefined]));

  // Made anew where the lines are others; where only their values are, they are told below.
  useEffect(() => {
    if (!holder.current) return undefined;
    const made = new uPlot(
      optionsOf(
        latest.current,
        { width: 640, height },
        {
          setCursor: [({ cursor }) => setIndex(cursor.idx ?? null)],
          setScale: [
            ({ scales }, name) => {
              const { min, max } = scales['x'] ?? {};
              if (name === 'x' && min != null && max != null) setSpan({ min, max });
            },
          ],
          draw: [(drawn) => drawLimit(drawn, latest.current.limit)],
        },
      ),
      dataOf(latest.current),
      holder.current,
    );
    setPlot(made);
    const stop = followFingers(made);
    return () => {
      stop();
      made.destroy();
      setPlot(null);
    };
  }, [height, shape]);
  useEffect(() => {
    // At once: a size that waits for its turn is drawn with the ticks of the width before.
    plot?.batch(() => plot.setSize({ width, height }));
  }, [plot, width, height]);
  useEffect(() => plot?.setData(dataOf({ ...latest.current, days, series })), [plot, days, series]);
  // Colours are read while drawing.
  useEffect(() => plot?.redraw(false), [plot, scheme]);

  const isZoomed = span !== null && !isWhole(span, whole);
  const show = (next: Span) => plot?.setScale('x', next);
  const zoom = (factor: number) => {
    if (!plot || !span) return;
    const at = index === null ? (span.min + span.max) / 2 : secondsOf(days[index] ?? '');
    show(zoomed(span, whole, factor, at));
  };
  const point = (to: number) => {
    const at = Math.min(days.length - 1, Math.max(0, to));
    const left = plot?.valToPos(secondsOf(days[at] ?? ''), 'x') ?? 0;
    plot?.setCursor({ left, top: 0 });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const from = index ?? days.length;
    runKey(event, {
      ArrowLeft: () => (event.shiftKey && span ? show(moved(span, whole, -0.25)) : point(from - 1)),
      ArrowRight: () => (event.shiftKey && span ? show(moved(span, whole, 0.25)) : point(from + 1)),
      Home: () => point(0),
      End: () => point(days.length - 1),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      '0': () => show(whole),
    });
  };

  return (
    <div ref={box} className="min-w-0">
      {/* A chart is moved in by keys, as a slider is; what is shown is read out. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="group"
        aria-label={`${label}. Arrow keys read values, plus and minus zoom, 0 shows all.`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="relative rounded-lg"
        data-from={span ? new Date(span.min * 1_000).toISOString().slice(0, 10) : undefined}
        data-to={span ? new Date(span.max * 1_000).toISOString().slice(0, 10) : undefined}
      >
        <div ref={holder} role="img" aria-label={label} className="touch-pan-y overflow-hidden" />
        {plot && span && <PlotMarks plot={plot} marks={marks} span={span} width={width} />}
        {plot && index !== null && <Readout plot={plot} index={index} of={props} width={width} />}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-3">
        <Legend series={series} />
        <span className={`ml-auto flex items-center ${plain ? 'hidden' : ''}`}>
          <ZoomButtons isZoomed={isZoomed} onZoom={zoom} onAll={() => show(whole)} />
        </span>
      </div>
    </div>
  );
}
