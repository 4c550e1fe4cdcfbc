/** The charts of a replay's report, each with the table of its numbers. */
import type { CurveBlock, ReplayReport } from '@understudy/engine';
import { count, percent } from './format.ts';
import type { Chart, Point, Series } from './svg-chart.ts';

export interface ChartWithTable {
  readonly chart: Chart;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const share = (value: number): string => percent(value, 0);
const shareAxis = (label: string, max = 1) => ({ label, max, format: share });

/** Charts that this report has points for. */
export function chartsOf(report: ReplayReport): readonly ChartWithTable[] {
  return [
    curveChart(report, {
      title: 'Learning curve: answered alone',
      ours: 'coverage',
      twin: 'frozen_coverage',
    }),
    curveChart(report, {
      title: 'Learning curve: right among the first three',
      ours: 'hit_at_3',
      twin: 'frozen_hit_at_3',
    }),
    riskCoverage(report),
    reliability(report),
  ].filter(({ chart }) => chart.series.some((series) => series.kind === 'ours' && series.points.length > 1));
}

type CurveField = 'coverage' | 'frozen_coverage' | 'hit_at_3' | 'frozen_hit_at_3';

function curveChart(
  { curve }: ReplayReport,
  { title, ours, twin }: { readonly title: string; readonly ours: CurveField; readonly twin: CurveField },
): ChartWithTable {
  const max = roomAbove(curve.flatMap((block) => [block[ours] ?? 0, block[twin] ?? 0]));
  return {
    chart: {
      title,
      description:
        'Each point is a block of tickets in time order. The frozen twin stopped learning at the start.',
      x: { label: 'tickets seen', max: curve.at(-1)?.tickets ?? 0, format: count },
      y: shareAxis('share of tickets', max),
      series: [
        { name: 'Frozen twin', kind: 'twin', points: points(curve, twin) },
        { name: 'Understudy', kind: 'ours', points: points(curve, ours) },
      ],
    },
    head: ['Tickets seen', 'Understudy', 'Frozen twin', 'Wrong among answered alone', 'At most (90 %)'],
    rows: curve.map((block) => [
      count(block.tickets),
      percent(block[ours]),
      percent(block[twin]),
      percent(block.risk),
      percent(block.risk_upper90),
    ]),
  };
}

const points = (curve: readonly CurveBlock[], field: CurveField): readonly Point[] =>
  curve.flatMap((block) => (block[field] === null ? [] : [{ x: block.tickets, y: block[field] }]));

function riskCoverage({ risk_coverage, config }: ReplayReport): ChartWithTable {
  const accepted = typeof config['max_error'] === 'number' ? config['max_error'] : null;
  const series: Series[] = [
    {
      name: 'Understudy',
      kind: 'ours',
      points: risk_coverage.map(({ coverage, risk }) => ({ x: coverage, y: risk })),
    },
  ];
  if (accepted !== null) {
    series.push({
      name: 'accepted',
      kind: 'bound',
      points: [
        { x: 0, y: accepted },
        { x: 1, y: accepted },
      ],
    });
  }
  const max = roomAbove([...risk_coverage.map((point) => point.risk), accepted ?? 0]);
  return {
    chart: {
      title: 'Risk against coverage',
      description:
        'Had it answered only its most confident share of the tickets, this share of them would have been wrong.',
      x: shareAxis('share of tickets, the most confident first'),
      y: shareAxis('share wrong', max),
      series,
    },
    head: ['Most confident share', 'Wrong among those'],
    rows: risk_coverage.map(({ coverage, risk }) => [percent(coverage), percent(risk)]),
  };
}

function reliability(report: ReplayReport): ChartWithTable {
  const ours = report.reliability.map(({ confidence, correct }) => ({ x: confidence, y: correct }));
  return {
    chart: {
      title: 'Does it know what it does not know?',
      description:
        'Each dot is an equal number of tickets: its confidence against the share that was right. On the dashed line, confidence says exactly what happens.',
      x: shareAxis('confidence'),
      y: shareAxis('share right'),
      series: [
        {
          name: 'exact',
          kind: 'ideal',
          points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
        },
        { name: 'Understudy', kind: 'ours', points: ours, dots: true },
      ],
    },
    head: ['Mean confidence', 'Share right', 'Tickets'],
    rows: report.reliability.map(({ confidence, correct, n }) => [
      percent(confidence),
      percent(correct),
      count(n),
    ]),
  };
}

/** End of an axis of shares: the next tenth above the largest value, never more than the whole. */
const roomAbove = (values: readonly number[]): number =>
  Math.min(1, Math.max(0.1, Math.ceil(Math.max(0, ...values) * 10 + 1e-9) / 10));
