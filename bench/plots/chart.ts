/** What a chart is, as data: everything that is drawn, nothing about how. */

/** Colours by meaning, so that one thing looks alike on every chart. `other1` to `other5` stand for comparisons. */
export type Tone = 'ours' | 'twin' | 'bound' | 'other1' | 'other2' | 'other3' | 'other4' | 'other5';

/** `points` are percentage points with their sign, `ratio` has three digits after the point. */
export type Format = 'percent' | 'points' | 'count' | 'number' | 'ratio';

export interface Axis {
  /** With its unit, unless the ticks carry it. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly format: Format;
  /** Logarithmic; `min` is above 0 then. */
  readonly log?: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  /** Empty: not in the legend. */
  readonly name: string;
  readonly tone: Tone;
  readonly points: readonly Point[];
  readonly dashed?: boolean;
  /** Dots at the points, with a line between them or without. */
  readonly dots?: 'with-line' | 'alone';
}

/** A single value at the right edge, with its name beside it. */
export interface Mark {
  readonly name: string;
  readonly y: number;
  readonly tone: Tone;
  readonly hollow: boolean;
}

export interface LineChart {
  readonly kind: 'lines';
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly marks: readonly Mark[];
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly tone: Tone;
}

export interface BarChart {
  readonly kind: 'bars';
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly x: Axis;
  readonly bars: readonly Bar[];
  /** A line across all bars. */
  readonly bound: { readonly name: string; readonly value: number } | null;
}

/** Drawn as `NAME.svg`. */
export type Chart = LineChart | BarChart;
