/**
 * Line charts as SVG text, without a library and without scripts: they are printed and mailed.
 *
 * Colours come from the page's style by class name, so that light and dark are one chart.
 */
import { escapeHtml } from './format.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  readonly name: string;
  /** Class of the line: `ours`, `twin`, `bound` or `ideal`. */
  readonly kind: 'ours' | 'twin' | 'bound' | 'ideal';
  readonly points: readonly Point[];
  readonly dots?: boolean;
}

export interface Axis {
  readonly label: string;
  readonly max: number;
  readonly format: (value: number) => string;
}

export interface Chart {
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const SIZE = { width: 640, height: 320, left: 56, right: 132, top: 16, bottom: 44 };
const PLOT_WIDTH = SIZE.width - SIZE.left - SIZE.right;
const PLOT_HEIGHT = SIZE.height - SIZE.top - SIZE.bottom;
const LABEL_GAP = 15;

export function svgChart(chart: Chart): string {
  const place = placer(chart);
  const title = escapeHtml(chart.title);
  return [
    `<svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}. ${escapeHtml(chart.description)}">`,
    ...ticks(chart.y).map((value) => horizontal(value, chart, place)),
    ...ticks(chart.x).map((value) => vertical(value, chart, place)),
    `<text class="axis" x="${SIZE.left + PLOT_WIDTH / 2}" y="${SIZE.height - 6}" text-anchor="middle">${escapeHtml(chart.x.label)}</text>`,
    ...chart.series.map((series) => line(series, place)),
    ...names(chart.series, place),
    '</svg>',
  ].join('\n');
}

type Place = (point: Point) => Point;

function placer({ x, y }: Chart): Place {
  const within = (value: number, max: number) => (max > 0 ? Math.min(1, Math.max(0, value / max)) : 0);
  return (point) => ({
    x: round(SIZE.left + PLOT_WIDTH * within(point.x, x.max)),
    y: round(SIZE.top + PLOT_HEIGHT * (1 - within(point.y, y.max))),
  });
}

/** Four to six round values from 0 to the end of the axis. */
export function ticks({ max }: Pick<Axis, 'max'>): readonly number[] {
  if (!(max > 0)) return [0];
  const rough = max / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999) ?? rough;
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => round(index * step, 6));
}

function horizontal(value: number, chart: Chart, place: Place): string {
  const { y } = place({ x: 0, y: value });
  return `<line class="grid" x1="${SIZE.left}" y1="${y}" x2="${SIZE.left + PLOT_WIDTH}" y2="${y}"/><text class="axis" x="${SIZE.left - 8}" y="${y + 4}" text-anchor="end">${escapeHtml(chart.y.format(value))}</text>`;
}

function vertical(value: number, chart: Chart, place: Place): string {
  const { x } = place({ x: value, y: 0 });
  return `<text class="axis" x="${x}" y="${SIZE.height - 26}" text-anchor="middle">${escapeHtml(chart.x.format(value))}</text>`;
}

function line({ kind, points, dots = false }: Series, place: Place): string {
  const placed = points.map(place);
  const path = placed.map(({ x, y }) => `${x},${y}`).join(' ');
  const circles = dots
    ? placed.map(({ x, y }) => `<circle class="${kind}" cx="${x}" cy="${y}" r="3.5"/>`)
    : [];
  return `<polyline class="${kind}" points="${path}"/>${circles.join('')}`;
}

/** Each line's name at its end, moved apart where lines end close together. */
function names(series: readonly Series[], place: Place): readonly string[] {
  const ends = series
    .flatMap(({ name, kind, points }) => {
      const last = points.at(-1);
      return last ? [{ name, kind, ...place(last) }] : [];
    })
    .toSorted((a, b) => a.y - b.y);
  let free = SIZE.top;
  return ends.map(({ name, kind, x, y }) => {
    const at = Math.max(y + 4, free);
    free = at + LABEL_GAP;
    return `<text class="name ${kind}" x="${round(x + 8)}" y="${round(at)}">${escapeHtml(name)}</text>`;
  });
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
