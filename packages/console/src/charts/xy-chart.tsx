import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { nearestPlace, pathOf } from '../learning/chart-scale.ts';
import { percent } from '../ui/format.ts';
import { useWidth } from '../ui/use-width.ts';

export interface XyPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** What it stands for, as its readout says. */
  readonly text: string;
}

interface XyChartProps {
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

const HEIGHT = 240;
const PAD = { top: 12, right: 22, bottom: 38, left: 52 };
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

/** Two shares against each other. The pointer, or arrow keys, read single points. */
export function XyChart({ label, xName, points, top, line, diagonal, limit }: XyChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState(-1);
  const x = (share: number) => PAD.left + share * (width - PAD.left - PAD.right);
  const y = (share: number) => PAD.top + (1 - Math.min(share, top) / top) * (HEIGHT - PAD.top - PAD.bottom);
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const places = points.map((each) => each.x);
    setChosen(nearestPlace(places, (left - PAD.left) / (width - PAD.left - PAD.right)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setChosen(Math.min(points.length - 1, Math.max(0, chosen + step)));
  };
  const point = points[chosen];
  return (
    // A chart is moved in by keys, as a slider is; what is shown is read out.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      role="group"
      tabIndex={0}
      aria-label={`${label}. Arrow keys read points.`}
      onKeyDown={onKeyDown}
      className="relative rounded-lg"
    >
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={label}
        onPointerMove={onMove}
        onPointerLeave={() => setChosen(-1)}
        className="figures block touch-pan-y fill-muted text-[11px]"
      >
        {QUARTERS.map((at) => (
          <g key={at}>
            <line
              x1={PAD.left}
              x2={width - PAD.right}
              y1={y(at * top)}
              y2={y(at * top)}
              stroke="var(--line)"
            />
            <text x={PAD.left - 8} y={y(at * top) + 4} textAnchor="end">
              {percent(at * top)}
            </text>
            <text x={x(at)} y={HEIGHT - 22} textAnchor="middle">
              {percent(at)}
            </text>
          </g>
        ))}
        <text x={(PAD.left + width - PAD.right) / 2} y={HEIGHT - 5} textAnchor="middle">
          {xName}
        </text>
        {diagonal && (
          <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--faint)" strokeDasharray="5 4" />
        )}
        {limit && limit.at < top && (
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
        {point && (
          <circle
            cx={x(point.x)}
            cy={y(point.y)}
            r={6}
            fill="var(--accent)"
            stroke="var(--surface)"
            strokeWidth={2}
          />
        )}
      </svg>
      {point && (
        <p
          role="status"
          className="figures pointer-events-none absolute top-3 max-w-60 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-pop"
          style={x(point.x) < width / 2 ? { left: x(point.x) + 12 } : { right: width - x(point.x) + 12 }}
        >
          {point.text}
        </p>
      )}
    </div>
  );
}
