import type uPlot from 'uplot';
import { colourOf } from './colours.ts';

/** A level line with its name, across the plot. */
export function drawLimit(
  plot: uPlot,
  limit: { readonly at: number; readonly name: string } | undefined,
): void {
  if (!limit) return;
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(limit.at, 'y', true)) + 0.5;
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = colourOf('muted');
  ctx.fillStyle = colourOf('muted');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.fillText(limit.name, bbox.left + bbox.width, y - 4 * devicePixelRatio);
  ctx.restore();
}
