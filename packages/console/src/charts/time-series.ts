/** What a time chart is given. */
import type { Annotation } from '@understudy/contract';
import type { Tone } from './colours.ts';

export interface TimeSeries {
  readonly name: string;
  /** One a day of the chart; null breaks the line. */
  readonly values: readonly (number | null)[];
  /** Ends of its interval: drawn as a band. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  readonly tone: Tone;
  readonly dashed?: boolean;
}

export interface TimeChartProps {
  /** What it shows and how it ends, for who cannot see it. */
  readonly label: string;
  /** UTC, in order: `2026-11-27`. */
  readonly days: readonly string[];
  readonly series: readonly TimeSeries[];
  /** Releases, lessons, incidents … shown where they happened. */
  readonly marks?: readonly Annotation[];
  /** A value as it reads, with its unit. */
  readonly say: (value: number) => string;
  /** End of the value axis; otherwise what the values need. */
  readonly top?: number;
  /** A level line, such as the accepted error. */
  readonly limit?: { readonly at: number; readonly name: string };
  readonly height?: number;
  /** Too few points to zoom into. */
  readonly plain?: boolean;
}
