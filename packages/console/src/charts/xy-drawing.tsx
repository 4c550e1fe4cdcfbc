/** The drawing of two shares against each other; what is chosen and shown is told to it. */
import { useId } from 'react';
import { pathOf } from '../learning/chart-scale.ts';
import { percent } from '../ui/format.ts';
import type { Span } from './zoom.ts';

export interface XyPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** What it stands for, as its readout says. */
  readonly text: string;
}

export interface XyChartProps {
  readonly label: string;
  readonly xName: string;
  readonly points: readonly XyPoint[];
  /** End of the vertical scale. */
  readonly top: number;
  /** Joined by a line, instead of dots. */
  readonly line?: boolean;
  /** Where both are equal: what perfect would be. */
  readonly diagonal?: boolean;
  readonly limit?: { readonly at: number; readonly name: string };
}

export const HEIGHT = 240;
export const PAD = { top: 12, right: 22, bottom: 38, left: 52 };
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

interface XyDrawingProps extends XyChartProps {
  readonly width: number;
  readonly shown: Span;
  readonly heights: Span;
  readonly chosen: XyPoint | undefined;
  /** What is being dragged over, in pixels. */
  readonly dragged: Span | null;
}

const within = (at: number, { min, max }: Span) => (at - min) / (max - min);
const between = ({ min, max }: Span, share: number) => min + share * (max - min);

export const leftOf = (share: number, shown: Span, width: number): number =>
  PAD.left + within(share, shown) * (width - PAD.left - PAD.right);

export function XyDrawing(props: XyDrawingProps) {
  const { xName, points, line, diagonal, limit, width, shown, heights, chosen, dragged } = props;
  const clip = useId();
  const x = (share: number) => leftOf(share, shown, width);
  const y = (share: number) => PAD.top + (1 - within(share, heights)) * (HEIGHT - PAD.top - PAD.bottom);
  // A dot at the edge is seen whole.
  const edge = line ? 0 : 7;
  return (
    <>
      <clipPath id={clip}>
        <rect
          x={PAD.left - edge}
          y={PAD.top - edge}
          width={Math.max(0, width - PAD.left - PAD.right) + 2 * edge}
          height={HEIGHT - PAD.top - PAD.bottom + 2 * edge}
        />
      </clipPath>
      {QUARTERS.map((at) => (
        <g key={at}>
          <line
            x1={PAD.left}
            x2={width - PAD.right}
            y1={y(between(heights, at))}
            y2={y(between(heights, at))}
            stroke="var(--line)"
          />
          <text x={PAD.left - 8} y={y(between(heights, at)) + 4} textAnchor="end">
            {percent(between(heights, at))}
          </text>
          <text x={x(between(shown, at))} y={HEIGHT - 22} textAnchor="middle">
            {percent(between(shown, at))}
          </text>
        </g>
      ))}
      <text x={(PAD.left + width - PAD.right) / 2} y={HEIGHT - 5} textAnchor="middle">
        {xName}
      </text>
      {limit && limit.at > heights.min && limit.at < heights.max && (
        <g>
          <line
            x1={PAD.left}
            x2={width - PAD.right}
            y1={y(limit.at)}
            y2={y(limit.at)}
            stroke="var(--muted)"
            strokeDasharray="2 3"
          />
          <text x={PAD.left + 6} y={y(limit.at) - 5}>
            {limit.name}
          </text>
        </g>
      )}
      <g clipPath={`url(#${clip})`}>
        {diagonal && (
          <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--faint)" strokeDasharray="5 4" />
        )}
        {line && (
          <path
            d={pathOf(points.map((each) => [x(each.x), y(each.y)]))}
            fill="none"
            stroke="var(--accent)"
            strokeWidth={2.25}
            strokeLinejoin="round"
          />
        )}
        {!line &&
          points.map((each) => (
            <g key={each.x}>
              {each.low !== undefined && each.high !== undefined && (
                <line
                  x1={x(each.x)}
                  x2={x(each.x)}
                  y1={y(each.low)}
                  y2={y(each.high)}
                  stroke="var(--accent)"
                  strokeWidth={2}
                  opacity={0.5}
                />
              )}
              <circle cx={x(each.x)} cy={y(each.y)} r={4} fill="var(--accent)" />
            </g>
          ))}
        {chosen && (
          <circle
            cx={x(chosen.x)}
            cy={y(chosen.y)}
            r={6}
            fill="var(--accent)"
            stroke="var(--surface)"
            strokeWidth={2}
          />
        )}
      </g>
      {dragged && (
        <rect
          x={dragged.min}
          y={PAD.top}
          width={dragged.max - dragged.min}
          height={HEIGHT - PAD.top - PAD.bottom}
          fill="var(--accent)"
          opacity={0.12}
        />
      )}
    </>
  );
}
