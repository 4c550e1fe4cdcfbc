import { pathOf } from '../learning/chart-scale.ts';
import type { Tone } from './colours.ts';

interface SparklineProps {
  /** What it shows and how it ends: its text alternative. */
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly tone?: Tone;
  readonly className?: string;
}

const [WIDTH, HEIGHT, PAD] = [100, 32, 2];

/** A line without axes, from zero, as wide as its place. */
export function Sparkline({ label, values, tone = 'accent', className = 'h-8 w-full' }: SparklineProps) {
  const top = Math.max(1e-9, ...values.filter((value) => value !== null));
  const x = (at: number) => (values.length < 2 ? WIDTH / 2 : (at / (values.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
  const line = pathOf(values.map((value, at) => (value === null ? null : [x(at), y(value)])));
  const known = values.flatMap((value, at) => (value === null ? [] : [x(at)]));
  const area = line && `${line}L${known.at(-1)} ${HEIGHT}L${known[0]} ${HEIGHT}Z`;
  const isWhole = known.length === values.length;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`block ${className}`}
    >
      {isWhole && <path d={area} fill={`var(--${tone})`} opacity={0.12} />}
      <path
        d={line}
        fill="none"
        stroke={`var(--${tone})`}
        strokeWidth={1.75}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
