import type { CurvePoint } from '@understudy/contract';
import { type PointerEvent, useState } from 'react';
import { count, percent } from '../ui/format.ts';
import { useWidth } from '../ui/use-width.ts';
import { type Measure, nearest, pathOf, ticksOf, topOf } from './chart-scale.ts';

const HEIGHT = 260;
const PAD = { top: 12, right: 16, bottom: 36, left: 48 };

/** Two lines: the system as it learned, and its twin that stopped on day one. */
export function CurveChart({ curve, measure }: { curve: readonly CurvePoint[]; measure: Measure }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [hover, setHover] = useState(-1);
  const last = curve.at(-1)?.tickets ?? 1;
  const top = topOf(curve.flatMap((point) => [measure.ours(point), measure.twin(point)]));
  const x = (tickets: number) => PAD.left + (tickets / Math.max(last, 1)) * (width - PAD.left - PAD.right);
  const y = (share: number) => PAD.top + (1 - share / top) * (HEIGHT - PAD.top - PAD.bottom);
  const line = (pick: (point: CurvePoint) => number | null) =>
    pathOf(
      curve.map((point) => {
        const share = pick(point);
        return share === null ? null : [x(point.tickets), y(share)];
      }),
    );
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setHover(nearest(curve, ((left - PAD.left) / (width - PAD.left - PAD.right)) * last));
  };
  const point = curve[hover];

  return (
    <div ref={box} className="relative">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={describe(curve, measure)}
        onPointerMove={onMove}
        onPointerLeave={() => setHover(-1)}
        className="block touch-pan-y"
      >
        {ticksOf(top).map((tick) => (
          <g key={tick}>
            <line x1={PAD.left} x2={width - PAD.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text
              x={PAD.left - 8}
              y={y(tick) + 4}
              textAnchor="end"
              className="figures fill-muted text-[11px]"
            >
              {percent(tick)}
            </text>
          </g>
        ))}
        {ticksOf(last).map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={HEIGHT - 18}
            textAnchor="middle"
            className="figures fill-muted text-[11px]"
          >
            {count(tick)}
          </text>
        ))}
        <text
          x={(PAD.left + width - PAD.right) / 2}
          y={HEIGHT - 3}
          textAnchor="middle"
          className="fill-muted text-[11px]"
        >
          conversations seen
        </text>
        <path
          d={line(measure.twin)}
          fill="none"
          stroke="var(--faint)"
          strokeWidth={1.5}
          strokeDasharray="5 4"
        />
        <path
          d={line(measure.ours)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={2.5}
          strokeLinejoin="round"
        />
        {point && (
          <line
            x1={x(point.tickets)}
            x2={x(point.tickets)}
            y1={PAD.top}
            y2={HEIGHT - PAD.bottom}
            stroke="var(--line-strong)"
          />
        )}
        {point && <Dot x={x(point.tickets)} y={measure.ours(point)} scale={y} color="var(--accent)" />}
        {point && <Dot x={x(point.tickets)} y={measure.twin(point)} scale={y} color="var(--faint)" />}
      </svg>
      {point && <HoverCard point={point} measure={measure} left={x(point.tickets)} width={width} />}
      <Legend />
    </div>
  );
}

function Dot({
  x,
  y,
  scale,
  color,
}: {
  x: number;
  y: number | null;
  scale: (share: number) => number;
  color: string;
}) {
  return y === null ? null : (
    <circle cx={x} cy={scale(y)} r={4} fill={color} stroke="var(--surface)" strokeWidth={2} />
  );
}

function HoverCard({
  point,
  measure,
  left,
  width,
}: {
  point: CurvePoint;
  measure: Measure;
  left: number;
  width: number;
}) {
  const say = (share: number | null) => (share === null ? 'not known' : percent(share));
  return (
    <div
      className="figures pointer-events-none absolute top-3 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-pop"
      style={left < width / 2 ? { left: left + 12 } : { right: width - left + 12 }}
    >
      <p className="text-muted">after {count(point.tickets)} conversations</p>
      <p className="font-medium text-accent">Learning: {say(measure.ours(point))}</p>
      <p className="text-muted">Frozen twin: {say(measure.twin(point))}</p>
    </div>
  );
}

function Legend() {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 pl-12 text-xs text-muted">
      <li className="flex items-center gap-2">
        <span className="h-0.5 w-5 bg-accent" /> Learning
      </li>
      <li className="flex items-center gap-2">
        <span className="w-5 border-t-2 border-dashed border-faint" /> Frozen twin: the same system, stopped
        on day one
      </li>
    </ul>
  );
}

function describe(curve: readonly CurvePoint[], measure: Measure): string {
  const point = curve.at(-1);
  const ours = point && measure.ours(point);
  const twin = point && measure.twin(point);
  if (!point || ours == null || twin == null) return `${measure.label}: no figures yet`;
  return `${measure.label} after ${count(point.tickets)} conversations: ${percent(ours)}; frozen twin ${percent(twin)}`;
}
