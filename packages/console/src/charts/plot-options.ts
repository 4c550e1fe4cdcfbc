/** How uPlot draws our series: data, axes, bands and colours. */
import type uPlot from 'uplot';
import { colourOf } from './colours.ts';
import { STEPS_S, secondsOf, tickWords } from './days.ts';
import type { TimeChartProps } from './time-series.ts';

/** Days, then each series, followed by the ends of its interval where it has one. */
export function dataOf({ days, series }: TimeChartProps): uPlot.AlignedData {
  const columns = series.flatMap(({ values, low, high }) => (low && high ? [values, low, high] : [values]));
  return [days.map(secondsOf), ...columns.map((column) => [...column])];
}

/** Right of the plot, in px: half of the last label. */
export const PAD_RIGHT = 22;
const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const NO_POINTS = { show: false } as const;

export function optionsOf(
  { days, series, marks = [], say, top, limit }: TimeChartProps,
  size: { readonly width: number; readonly height: number },
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const drawn: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const { name, tone, dashed = false, low, high, values } of series) {
    drawn.push({
      label: name,
      stroke: () => colourOf(tone),
      width: dashed ? 1.75 : 2.25,
      ...(dashed && { dash: [5, 4] }),
      points: { show: true, size: 7, fill: () => colourOf(tone), filter: () => lonely(values) },
    });
    if (!low || !high) continue;
    const at = drawn.length;
    drawn.push({ label: `${name}, low`, width: 0, points: NO_POINTS });
    drawn.push({ label: `${name}, high`, width: 0, points: NO_POINTS });
    bands.push({ series: [at + 1, at], fill: () => colourOf(tone, 0.16) });
  }
  const axis = {
    font: FONT,
    stroke: () => colourOf('muted'),
    ticks: { show: false },
    grid: { stroke: () => colourOf('line'), width: 1 },
  };
  return {
    ...size,
    series: drawn,
    bands,
    hooks,
    legend: { show: false },
    padding: [marks.length > 0 ? 26 : 8, PAD_RIGHT, 0, 0],
    tzDate: (at) => new Date(at * 1_000 + new Date(at * 1_000).getTimezoneOffset() * 60_000),
    scales: {
      x: { time: true },
      y: {
        range: (_, min, max) => [Math.min(0, min * 1.08), top ?? (Math.max(max, limit?.at ?? 0) * 1.08 || 1)],
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        incrs: STEPS_S.filter((step) => step >= spacingOf(days)),
        space: 72,
        size: 26,
        values: (_, splits, __, ___, step) => splits.map((at) => tickWords(at, step)),
      },
      {
        ...axis,
        space: 36,
        size: (_, labels) => 14 + 6.6 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
        values: (_, splits) => splits.map(say),
      },
    ],
    cursor: {
      y: false,
      drag: { x: true, y: false, dist: 6 },
      points: {
        size: 8,
        width: 2,
        stroke: () => colourOf('surface'),
        fill: (_, at) => colourOfDrawn(series, at),
      },
    },
  };
}

/** Places of values without a neighbour, which no line shows. */
const lonely = (values: TimeChartProps['series'][number]['values']): number[] =>
  values.flatMap((value, at) =>
    value !== null && values[at - 1] == null && values[at + 1] == null ? [at] : [],
  );

/** Weeks are not labelled by days between them, nor months by weeks. */
const spacingOf = ([first, second]: readonly string[]): number =>
  first === undefined || second === undefined ? 0 : 0.95 * (secondsOf(second) - secondsOf(first));

/** Ends of intervals have no dot. */
function colourOfDrawn(series: TimeChartProps['series'], index: number): string {
  let at = 1;
  for (const { tone, low, high } of series) {
    if (at === index) return colourOf(tone);
    at += low && high ? 3 : 1;
  }
  return 'transparent';
}
