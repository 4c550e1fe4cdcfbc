/** The charts of `growth`: time and memory by the number of worked examples. */
import { valueAt } from '../compare-results.ts';
import type { Result } from '../scenario.ts';
import type { Chart, Point, Series } from './chart.ts';
import { valuesOf } from './charts-of-streams.ts';

/** Null with fewer than two sizes. */
export function growthTime(result: Result): Chart | null {
  const sizes = sizesOf(result);
  if (sizes.length < 2) return null;
  const line = (name: string, field: string, look: Pick<Series, 'tone' | 'dashed'>): Series => ({
    name,
    ...look,
    points: growthPoints(result, sizes, field),
    dots: 'with-line',
  });
  const series = [
    line('decide, median', 'p50_ms', { tone: 'ours' }),
    line('decide, 99th percentile', 'p99_ms', { tone: 'ours', dashed: true }),
    line('one applied lesson', 'learn_ms', { tone: 'other1' }),
  ];
  const bound = { tone: 'bound', dashed: true } as const;
  const bounds: Series[] = [
    { name: 'decide: half within 6 ms, 99 % within 15 ms', points: span(sizes, 15), ...bound },
    { name: '', points: span(sizes, 6), ...bound },
  ];
  const all = series.flatMap(valuesOf);
  return {
    kind: 'lines',
    name: 'growth-time',
    title: 'How time grows with the memory',
    subtitle:
      'On one core, without encoding; both axes are logarithmic. The bounds are meant for 100,000 worked examples.',
    x: {
      label: 'worked examples in memory',
      min: sizes[0],
      max: sizes[sizes.length - 1],
      format: 'count',
      log: true,
    },
    y: {
      label: 'milliseconds',
      min: Math.min(0.5, Math.min(...all) * 0.9),
      max: Math.max(20, Math.max(...all) * 1.2),
      format: 'number',
      log: true,
    },
    series: [...series, ...bounds],
    marks: [],
  };
}

/** Null with fewer than two sizes. */
export function growthMemory(result: Result): Chart | null {
  const sizes = sizesOf(result);
  if (sizes.length < 2) return null;
  const held = growthPoints(result, sizes, 'engine_mib');
  const whole = growthPoints(result, sizes, 'rss_mib');
  const series: Series[] = [
    ...(held.length < 2
      ? []
      : [{ name: 'the engine', tone: 'ours', points: held, dots: 'with-line' } as const]),
    {
      name: 'the whole process, with encoder and source texts',
      tone: 'twin',
      points: whole,
      dots: 'with-line',
    },
    { name: '500 MiB', tone: 'bound', dashed: true, points: span(sizes, 500) },
  ];
  const all = series.flatMap(valuesOf);
  return {
    kind: 'lines',
    name: 'growth-memory',
    title: 'How memory grows',
    subtitle: 'Both axes are logarithmic. The bound is meant for the engine at 100,000 worked examples.',
    x: {
      label: 'worked examples in memory',
      min: sizes[0],
      max: sizes[sizes.length - 1],
      format: 'count',
      log: true,
    },
    y: {
      label: 'MiB',
      min: Math.min(100, Math.min(...all) * 0.8),
      max: Math.max(1000, Math.max(...all) * 1.2),
      format: 'count',
      log: true,
    },
    series,
    marks: [],
  };
}

const sizesOf = (result: Result): number[] =>
  Object.keys((result['at'] ?? {}) as object)
    .map(Number)
    .toSorted((a, b) => a - b);

function growthPoints(result: Result, sizes: readonly number[], field: string): Point[] {
  return sizes.flatMap((x) => {
    const y = valueAt(result, `at.${x}.${field}`);
    return y === null ? [] : [{ x, y }];
  });
}

const span = (sizes: readonly number[], y: number): readonly Point[] => [
  { x: sizes[0], y },
  { x: sizes[sizes.length - 1], y },
];
