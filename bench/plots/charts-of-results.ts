/** Every chart that the committed results have figures for. */
import { valueAt } from '../compare-results.ts';
import type { Result } from '../scenario.ts';
import type { Bar, Chart, Point, Series } from './chart.ts';
import {
  across,
  learningCurve,
  reliability,
  riskCoverage,
  type StreamResult,
  topOf,
  valuesOf,
} from './charts-of-streams.ts';
import { nameOf } from './names.ts';
import { roundUp } from './scale.ts';

const STREAMS = ['banking77-staged', 'banking77-cold', 'clinc150-staged', 'desk-thunderbird'];
const ACCEPTED = 0.05;
const DELTA = 0.1;

export function chartsOf(resultOf: (id: string) => Result | null): readonly Chart[] {
  const streams = STREAMS.flatMap((id) => {
    const result = resultOf(id);
    return result === null || !Array.isArray(result['curve']) ? [] : [result as unknown as StreamResult];
  });
  return [
    ...streams.map(learningCurve),
    ...(streams.length === 0 ? [] : [riskCoverage(streams), reliability(streams)]),
    ...drawn(resultOf('growth'), growthTime),
    ...drawn(resultOf('growth'), growthMemory),
    ...drawn(resultOf('silence'), silence),
    ...drawn(resultOf('certificates'), certificates),
    ...drawn(resultOf('ablations'), ablations),
  ];
}

const drawn = (result: Result | null, draw: (result: Result) => Chart | null): Chart[] => {
  const chart = result === null ? null : draw(result);
  return chart === null ? [] : [chart];
};

function growthTime(result: Result): Chart | null {
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

function growthMemory(result: Result): Chart | null {
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

function silence(result: Result): Chart | null {
  const ours = hiddenPoints(result);
  if (ours.length < 2) return null;
  const others = Object.entries((result['baselines'] ?? {}) as Record<string, unknown>).flatMap(
    ([key, metrics], i): Series[] => {
      const points = hiddenPoints(metrics);
      const tones = ['other2', 'other3', 'other4', 'other5'] as const;
      return points.length < 2 ? [] : [{ name: nameOf(key), tone: tones[i % 4], points, dots: 'with-line' }];
    },
  );
  const series: Series[] = [...others, { name: 'Understudy', tone: 'ours', points: ours, dots: 'with-line' }];
  const most = ours[ours.length - 1].x;
  return {
    kind: 'lines',
    name: 'silence',
    title: 'When wrong answers look resolved',
    subtitle: 'Share wrong among autonomous answers, by how many of the wrong ones nobody complained about.',
    x: { label: 'share of wrong answers that look resolved', min: 0, max: most, format: 'percent' },
    y: { label: 'share wrong', min: 0, max: topOf(series.flatMap(valuesOf)), format: 'percent' },
    series: [
      ...series,
      {
        name: 'accepted',
        tone: 'bound',
        dashed: true,
        points: across(ACCEPTED).map(({ x, y }) => ({ x: x * most, y })),
      },
    ],
    marks: [],
  };
}

function certificates(result: Result): Chart | null {
  const ours = valueAt(result, 'certificate');
  if (ours === null) return null;
  const others = Object.keys((result['baselines'] ?? {}) as object).flatMap((key): Bar[] => {
    const value = valueAt(result, `baselines.${key}.certificate`);
    return value === null ? [] : [{ name: nameOf(key), value, tone: 'twin' }];
  });
  const bars: Bar[] = [{ name: 'Understudy', value: ours, tone: 'ours' }, ...others];
  return {
    kind: 'bars',
    name: 'certificates',
    title: 'Promises that were broken',
    subtitle:
      'Share of simulated deployments in which a threshold was in force whose true risk exceeds the accepted one.',
    x: {
      label: 'share of deployments',
      min: 0,
      max: Math.max(0.2, topOf(bars.map(({ value }) => value))),
      format: 'percent',
    },
    bars,
    bound: { name: `allowed: ${100 * DELTA} %`, value: DELTA },
  };
}

function ablations(result: Result): Chart | null {
  const rows =
    (result['streams'] as Record<string, Record<string, unknown>> | undefined)?.['banking77-staged'] ?? {};
  const bars = Object.keys(rows).flatMap((mechanism): Bar[] => {
    const value = valueAt(rows[mechanism], 'difference.coverage');
    if (value === null) return [];
    const broken = (valueAt(rows[mechanism], 'risk_upper90') ?? 0) > ACCEPTED;
    const name = `without ${mechanism}${broken ? ', more wrong than accepted' : ''}`;
    return [{ name, value, tone: value < 0 ? 'bound' : 'other1' }];
  });
  if (bars.length === 0) return null;
  const most = roundUp(Math.max(0.01, ...bars.map(({ value }) => Math.abs(value))));
  return {
    kind: 'bars',
    name: 'ablations',
    title: 'What each mechanism is worth',
    subtitle:
      'Answered alone on banking77-staged, less that of the whole engine, with one mechanism off at a time.',
    x: { label: 'difference in coverage, percentage points', min: -most, max: most, format: 'points' },
    bars,
    bound: null,
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

function hiddenPoints(metrics: unknown): Point[] {
  const list = (metrics as { risk_by_hidden?: unknown } | null)?.risk_by_hidden;
  if (!Array.isArray(list)) return [];
  return (list as { hidden: number; risk: number }[]).map(({ hidden, risk }) => ({ x: hidden, y: risk }));
}

const span = (sizes: readonly number[], y: number): readonly Point[] => [
  { x: sizes[0], y },
  { x: sizes[sizes.length - 1], y },
];
