import { percent } from '../ui/format.ts';

interface ConfidenceBarProps {
  /** All from 0 to 1. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number | null;
}

/** The probability that it resolves, how often answers as sure as this one were right, and where answering alone begins. */
export function ConfidenceBar({ value, low, high, threshold }: ConfidenceBarProps) {
  const at = (share: number) => `${share * 100}%`;
  // Not an interval around the estimate, but what labels of the past say of it: it may lie beside it.
  const past =
    high - low < 1 ? `of those as sure as this, ${percent(low)} to ${percent(high)} were right` : '';
  const words = past === '' ? percent(value) : `${percent(value)}; ${past}`;
  return (
    <div>
      <div
        role="img"
        aria-label={`Confidence ${words}${threshold === null ? '' : `; answers alone from ${percent(threshold)}`}`}
        className="relative h-5"
      >
        <div className="absolute inset-x-0 top-2 h-1.5 rounded-full bg-hover" />
        <div
          className="absolute top-2 h-1.5 rounded-full bg-accent/40"
          style={{ left: at(low), width: at(Math.max(high - low, 0.005)) }}
        />
        <div
          className="absolute top-1 -ml-1.5 size-3.5 rounded-full border-2 border-surface bg-accent"
          style={{ left: at(value) }}
        />
        {threshold !== null && (
          <div className="absolute top-0 h-5 w-0.5 -translate-x-1/2 bg-ink" style={{ left: at(threshold) }} />
        )}
      </div>
      <p className="figures mt-1 text-xs text-muted">
        <span className="font-medium text-ink">{percent(value)}</span> confident{past && `; ${past}`}
        <br />
        {threshold === null
          ? 'Nothing is certified here yet, so it never answers alone.'
          : `Answers alone from ${percent(threshold)}.`}
      </p>
    </div>
  );
}
