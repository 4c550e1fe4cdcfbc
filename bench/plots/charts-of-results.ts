/** Every chart that the committed results have figures for. */
import { valueAt } from '../compare-results.ts';
import type { Result } from '../scenario.ts';
import type { Bar, Chart, Point, Series } from './chart.ts';
import { growthMemory, growthTime } from './charts-of-growth.ts';
import {
  across,
  learningCurve,
  reliability,
  riskCoverage,
  riskOverTime,
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
    ...streams.flatMap((stream) => {
      const risk = riskOverTime(stream);
      return risk === null ? [learningCurve(stream)] : [learningCurve(stream), risk];
    }),
    ...(streams.length === 0 ? [] : [riskCoverage(streams), reliability(streams)]),
    ...drawn(grown(resultOf), growthTime),
    ...drawn(grown(resultOf), growthMemory),
    ...drawn(resultOf('silence'), silence),
    ...drawn(resultOf('certificates'), certificates),
    ...drawn(resultOf('certificates-stream'), certificates),
    ...drawn(resultOf('poison'), (result) => attack(result, 'floods')),
    ...drawn(resultOf('poison'), (result) => attack(result, 'mislabels')),
    ...drawn(resultOf('ablations'), ablations),
    ...drawn(resultOf('world-context'), worthOfContext),
  ];
}

/** `growth` with the million that is measured apart from it. */
function grown(resultOf: (id: string) => Result | null): Result | null {
  const [growth, million] = [resultOf('growth'), resultOf('growth-million')];
  if (growth === null || million === null) return growth;
  return { ...growth, at: { ...(growth['at'] as object), ...(million['at'] as object) } };
}

const drawn = (result: Result | null, draw: (result: Result) => Chart | null): Chart[] => {
  const chart = result === null ? null : draw(result);
  return chart === null ? [] : [chart];
};

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
    series: [...series, acceptedUpTo(most)],
    marks: [],
  };
}

/** What context is worth: tickets that could be answered alone at the same risk. */
function worthOfContext(result: Result): Chart | null {
  const rows = result['coverage_at_risk'];
  if (!Array.isArray(rows) || rows.length < 2) return null;
  const arms = { random_context: 'other2', text_only: 'twin', with_context: 'ours' } as const;
  const series = Object.entries(arms).map(([arm, tone]): Series => {
    const points = rows.map((row: Record<string, number>) => ({ x: row['risk'], y: row[arm] }));
    return { name: nameOf(arm), tone, points, dots: 'with-line' };
  });
  return {
    kind: 'lines',
    name: 'world-context',
    title: 'What context is worth at the same risk',
    subtitle: 'Share of tickets among the most confident answers of which no more than that share is wrong.',
    x: { label: 'share wrong', min: 0, max: topOf(series[0].points.map(({ x }) => x)), format: 'percent' },
    y: { label: 'share of tickets', min: 0, max: 1, format: 'percent' },
    series,
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
    name: result.scenario,
    title: `Promises that were broken: ${result.scenario}`,
    subtitle:
      'Share of deployments in which a threshold was ever in force whose true risk exceeds the accepted one.',
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

const ATTACKS = {
  floods: 'When few accounts flood it with wrong lessons',
  mislabels: 'When people are wrong',
} as const;

/** Risk by the share of bad lessons: with guards, without, and of neighbours that learn everything. */
function attack(result: Result, kind: keyof typeof ATTACKS): Chart | null {
  const arms = Object.entries((result[kind] ?? {}) as Record<string, Record<string, unknown>>);
  const tones = ['ours', 'other2', 'other3', 'other4'] as const;
  const series = arms.map(([arm, shares], i): Series => {
    const points = Object.entries(shares).flatMap(([share, figures]): Point[] => {
      const risk = valueAt(figures, 'risk');
      return risk === null ? [] : [{ x: Number(share), y: risk }];
    });
    return {
      name: nameOf(arm),
      tone: tones[i % 4],
      points: points.toSorted((a, b) => a.x - b.x),
      dots: 'with-line',
    };
  });
  const most = Math.max(0, ...series.flatMap(({ points }) => points.map(({ x }) => x)));
  if (most === 0) return null;
  return {
    kind: 'lines',
    name: `poison-${kind}`,
    title: ATTACKS[kind],
    subtitle: 'Share wrong among autonomous answers to genuine tickets, judged by the truth.',
    x: { label: 'share of bad lessons', min: 0, max: most, format: 'percent' },
    y: { label: 'share wrong', min: 0, max: topOf(series.flatMap(valuesOf)), format: 'percent' },
    series: [...series, acceptedUpTo(most)],
    marks: [],
  };
}

const acceptedUpTo = (most: number): Series => ({
  name: 'accepted',
  tone: 'bound',
  dashed: true,
  points: across(ACCEPTED).map(({ x, y }) => ({ x: x * most, y })),
});

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

function hiddenPoints(metrics: unknown): Point[] {
  const list = (metrics as { risk_by_hidden?: unknown } | null)?.risk_by_hidden;
  if (!Array.isArray(list)) return [];
  return (list as { hidden: number; risk: number }[]).map(({ hidden, risk }) => ({ x: hidden, y: risk }));
}
