/** The charts of a replayed stream: learning curve, risk against coverage, reliability. */
import type { Metrics, ReplayReport } from '@understudy/engine';
import type { Chart, Mark, Point, Series, Tone } from './chart.ts';
import { nameOf } from './names.ts';
import { words } from './scale.ts';

/** What a committed result of a stream holds, fields of later versions apart. */
export type StreamResult = Pick<
  ReplayReport,
  'scenario' | 'curve' | 'risk_coverage' | 'reliability' | 'baselines' | 'config' | 'coverage' | 'hit_at_3'
> &
  Partial<Pick<ReplayReport, 'by_seed'>>;

const STREAM_TONES: Readonly<Record<string, Tone>> = {
  'banking77-staged': 'ours',
  'banking77-cold': 'other1',
  'clinc150-staged': 'other2',
  'desk-thunderbird': 'other3',
};

export function learningCurve(result: StreamResult): Chart {
  const { scenario, curve, coverage } = result;
  const isCertified = curve.some((block) => block.coverage > 0);
  const [ours, twin] = isCertified
    ? (['coverage', 'frozen_coverage'] as const)
    : (['hit_at_3', 'frozen_hit_at_3'] as const);
  const series: readonly Series[] = [
    { name: 'Frozen twin', tone: 'twin', points: pointsOf(curve, twin), dashed: true },
    { name: 'Understudy', tone: 'ours', points: pointsOf(curve, ours) },
  ];
  const accepted = acceptedOf(result);
  const whole = isCertified ? coverage : (result.hit_at_3 ?? 0);
  const marks = [
    markOf('Understudy', whole, { tone: 'ours', hollow: false }),
    ...Object.entries(result.baselines).flatMap(([key, metrics]) =>
      baselineMark(key, metrics, { ours, accepted }),
    ),
  ];
  const broken = isCertified && marks.some((mark) => mark.hollow);
  const note = broken ? `; hollow: more than ${words(accepted, 'percent')} wrong is not excluded` : '';
  return {
    kind: 'lines',
    name: `learning-curve-${scenario}`,
    title: isCertified ? `Answered alone: ${scenario}` : `Right answer among the first three: ${scenario}`,
    subtitle: `Share in each twentieth of the stream (${seedsOf(result)}). At the right: means over the whole stream${note}.`,
    x: { label: 'tickets seen', min: 0, max: curve.at(-1)?.tickets ?? 1, format: 'count' },
    y: {
      label: 'share of tickets',
      min: 0,
      max: topOf([...series.flatMap(valuesOf), ...marks.map(({ y }) => y)]),
      format: 'percent',
    },
    series,
    marks,
  };
}

/** Null where nothing is answered alone. */
export function riskOverTime(result: StreamResult): Chart | null {
  const { scenario, curve } = result;
  if (curve.every((block) => block.coverage === 0)) return null;
  const answered = curve.filter((block) => block.coverage > 0);
  const frozen = curve.filter((block) => block.frozen_coverage > 0);
  const end = curve[curve.length - 1].tickets;
  const series: readonly Series[] = [
    {
      name: 'Frozen twin',
      tone: 'twin',
      dashed: true,
      points: frozen.map((block) => ({ x: block.tickets, y: block.frozen_risk })),
    },
    {
      name: 'Understudy',
      tone: 'ours',
      points: answered.map((block) => ({ x: block.tickets, y: block.risk })),
    },
  ];
  const accepted = across(acceptedOf(result)).map(({ x, y }) => ({ x: x * end, y }));
  return {
    kind: 'lines',
    name: `risk-${scenario}`,
    title: `Wrong among those answered alone: ${scenario}`,
    subtitle: `In each twentieth of the stream (${seedsOf(result)}). The promise is about the whole, not about each twentieth.`,
    x: { label: 'tickets seen', min: 0, max: end, format: 'count' },
    y: { label: 'share wrong', min: 0, max: topOf(series.flatMap(valuesOf)), format: 'percent' },
    series: [...series, { name: 'accepted', tone: 'bound', dashed: true, points: accepted }],
    marks: [],
  };
}

function baselineMark(
  key: string,
  metrics: Partial<Metrics>,
  { ours, accepted }: { ours: 'coverage' | 'hit_at_3'; accepted: number },
): Mark[] {
  const value = metrics[ours];
  if (typeof value !== 'number') return [];
  const hollow = ours === 'coverage' && value > 0 && (metrics.risk_upper90 ?? 0) > accepted;
  return [markOf(nameOf(key), value, { tone: 'twin', hollow })];
}

const markOf = (name: string, y: number, look: Pick<Mark, 'tone' | 'hollow'>): Mark => ({
  name: `${name} ${words(y, 'percent')}`,
  y,
  ...look,
});

/** Results of earlier versions, which have no `by_seed`, draw their first seed alone. */
const seedsOf = ({ by_seed }: StreamResult): string => {
  if (by_seed === undefined) return 'first seed';
  return by_seed.length === 1 ? 'one seed' : `${by_seed.length} seeds`;
};

/** One line a stream. */
export function riskCoverage(results: readonly StreamResult[]): Chart {
  const accepted = acceptedOf(results[0]);
  const series = results.map(
    ({ scenario, risk_coverage }): Series => ({
      name: scenario,
      tone: toneOf(scenario),
      points: risk_coverage.map(({ coverage, risk }) => ({ x: coverage, y: risk })),
    }),
  );
  const bound: Series = { name: 'accepted', tone: 'bound', dashed: true, points: across(accepted) };
  return {
    kind: 'lines',
    name: 'risk-coverage',
    title: 'Risk against coverage',
    subtitle:
      'Had it answered only its most confident share of the tickets, this share of them would have been wrong.',
    x: { label: 'share of tickets, the most confident first', min: 0, max: 1, format: 'percent' },
    y: { label: 'share wrong', min: 0, max: topOf(series.flatMap(valuesOf)), format: 'percent' },
    series: [...series, bound],
    marks: [],
  };
}

export function reliability(results: readonly StreamResult[]): Chart {
  const exact: Series = {
    name: 'exact',
    tone: 'twin',
    dashed: true,
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  const series = results.map(
    (result): Series => ({
      name: result.scenario,
      tone: toneOf(result.scenario),
      points: result.reliability.map(({ confidence, correct }) => ({ x: confidence, y: correct })),
      dots: 'alone',
    }),
  );
  return {
    kind: 'lines',
    name: 'reliability',
    title: 'Does it know what it does not know?',
    subtitle:
      'Each dot is an equal number of tickets of its stream: mean confidence against the share that was right.',
    x: { label: 'confidence', min: 0, max: 1, format: 'percent' },
    y: { label: 'share right', min: 0, max: 1, format: 'percent' },
    series: [exact, ...series],
    marks: [],
  };
}

export const across = (y: number): readonly Point[] => [
  { x: 0, y },
  { x: 1, y },
];

/** The end of an axis of shares: the next tenth above, at most the whole. */
export const topOf = (values: readonly number[]): number =>
  Math.min(1, Math.ceil(Math.max(0.1, ...values) * 10 - 1e-9) / 10);

export const valuesOf = ({ points }: Series): number[] => points.map(({ y }) => y);

function pointsOf(
  curve: StreamResult['curve'],
  field: 'coverage' | 'frozen_coverage' | 'hit_at_3' | 'frozen_hit_at_3',
): Point[] {
  return curve.flatMap((block) => (block[field] === null ? [] : [{ x: block.tickets, y: block[field] }]));
}

function acceptedOf({ config }: StreamResult): number {
  const accepted = config['max_error'];
  return typeof accepted === 'number' ? accepted : 0.05;
}

const toneOf = (scenario: string): Tone => STREAM_TONES[scenario] ?? 'other4';
