/** A chart as SVG text. Same chart, same bytes. */
import type { Chart } from './chart.ts';
import { drawBars } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';

export const drawChart = (chart: Chart): string =>
  chart.kind === 'lines' ? drawLines(chart) : drawBars(chart);
