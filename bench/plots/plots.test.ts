import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { committedResult } from '../committed-results.ts';
import type { Result } from '../scenario.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Axis, LineChart } from './chart.ts';
import { chartsOf } from './charts-of-results.ts';
import { drawChart } from './draw-chart.ts';
import { fillReadme, PARTS } from './readme-tables.ts';
import { placeOn, roundUp, ticksOf, words } from './scale.ts';
import { isMet, TARGETS, targetValue } from './targets.ts';

const BENCH = join(import.meta.dirname, '..');
const axis = (min: number, max: number, more: Partial<Axis> = {}): Axis => ({
  label: '',
  min,
  max,
  format: 'number',
  ...more,
});

describe('a scale', () => {
  it('puts ticks at round numbers inside of the axis', () => {
    expect(ticksOf(axis(0, 1))).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksOf(axis(0, 14_068))).toEqual([0, 5_000, 10_000]);
    expect(ticksOf(axis(-0.15, 0.15))).toEqual([-0.1, 0, 0.1]);
    expect(ticksOf(axis(1_000, 1_000_000, { log: true }))).toEqual([1_000, 10_000, 100_000, 1_000_000]);
    expect(ticksOf(axis(0.5, 20, { log: true }))).toEqual([0.5, 1, 2, 5, 10, 20]);
  });

  it('places values by difference, or by ratio where it is logarithmic', () => {
    expect([0, 5, 10].map(placeOn(axis(0, 10), 100, 0))).toEqual([100, 50, 0]);
    expect([1, 10, 100].map(placeOn(axis(1, 100, { log: true }), 0, 80))).toEqual([0, 40, 80]);
  });

  it('writes numbers as a reader does', () => {
    expect(words(0.6551, 'percent')).toBe('65.5 %');
    expect(words(-0.021, 'points')).toBe('−2.1');
    expect(words(14_068.4, 'count')).toBe('14,068');
    expect(words(0.97874, 'ratio')).toBe('0.979');
    expect([0.021, 0.2, 3, 60].map(roundUp)).toEqual([0.025, 0.2, 5, 100]);
  });
});

/** Every tag closed in order, and no place that is not a number. */
function problemsOf(svg: string): string[] {
  const open: string[] = [];
  const problems = /NaN|Infinity|undefined/.test(svg) ? ['a place that is no number'] : [];
  for (const [, closing, name, , self] of svg.matchAll(/<(\/?)([a-z]+)((?:[^">]|"[^"]*")*?)(\/?)>/g)) {
    if (closing === '/' && open.pop() !== name) problems.push(`</${name}>`);
    if (closing === '' && self === '') open.push(name);
  }
  return [...problems, ...open];
}

const lines: LineChart = {
  kind: 'lines',
  name: 'x',
  title: 'A & B',
  subtitle: '',
  x: axis(0, 10),
  y: axis(0, 1),
  series: [
    {
      name: 'us',
      tone: 'ours',
      points: [
        { x: 0, y: 0 },
        { x: 10, y: 1 },
      ],
    },
  ],
  marks: [0.01, 0.02, 0, 0.5].map((y) => ({ name: `at ${y}`, y, tone: 'twin', hollow: false })),
};

describe('a drawn chart', () => {
  it('goes from corner to corner, escaped', () => {
    const svg = drawChart({ ...lines, marks: [] });
    expect(problemsOf(svg)).toEqual([]);
    expect(svg).toContain('A &amp; B');
    const ends = /class="ours line" d="M84 (\d+)L720 (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    expect(ends[0] - ends[1]).toBe(280);
  });

  it('keeps the labels of marks that lie close together apart, in their order, inside of the plot', () => {
    const svg = drawChart(lines);
    const labels = [...svg.matchAll(/y="([\d.]+)">at ([\d.]+)</g)].map(([, y, value]) => [
      Number(y),
      Number(value),
    ]);
    expect(labels.map(([, value]) => value)).toEqual([0.5, 0.02, 0.01, 0]);
    const gaps = labels.slice(1).map(([y], i) => y - labels[i][0]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15);
    const [, bottom] = /class="axis" d="M84 (\d+)H/.exec(svg) ?? [];
    expect(labels[3][0]).toBe(Number(bottom) + 4);
  });

  it('has bars on both sides of nothing', () => {
    const bars = [
      { name: 'worse', value: -0.5, tone: 'bound' as const },
      { name: 'better', value: 0.25, tone: 'ours' as const },
    ];
    const x = axis(-1, 1, { format: 'points' });
    const svg = drawChart({ kind: 'bars', name: 'x', title: 't', subtitle: 's', x, bars, bound: null });
    expect(problemsOf(svg)).toEqual([]);
    const [left, right] = [...svg.matchAll(/bar" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map((all) =>
      all.slice(1).map(Number),
    );
    expect(left[0] + left[1]).toBeCloseTo(right[0], 6);
    expect(left[1]).toBeCloseTo(2 * right[1], 0);
  });
});

/** Made up: figures of every scenario that is drawn. */
const MADE_UP: Readonly<Record<string, object>> = {
  silence: { risk_by_hidden: [0, 0.6, 0.8].map((hidden) => ({ hidden, risk: 0.03 + hidden / 20 })) },
  certificates: { certificate: 0.04, baselines: { plugin: { certificate: 0.91 } } },
  poison: {
    floods: {
      guarded: { 0: { risk: 0.03 }, 0.2: { risk: 0.04 } },
      unguarded: { 0: { risk: 0.03 }, 0.2: { risk: 0.2 } },
    },
  },
  ablations: {
    streams: {
      'banking77-staged': {
        whole: { coverage: 0.6 },
        dense: { coverage: 0.5, risk_upper90: 0.06, difference: { coverage: -0.1 } },
      },
    },
  },
  growth: {
    at: {
      1000: { p50_ms: 1, p99_ms: 2, learn_ms: 1, rss_mib: 400 },
      10000: { p50_ms: 2, p99_ms: 4, learn_ms: 1, rss_mib: 500 },
    },
  },
  'world-context': {
    coverage_at_risk: [
      { risk: 0.01, with_context: 0.7, text_only: 0.4, random_context: 0.4 },
      { risk: 0.05, with_context: 0.8, text_only: 0.5, random_context: 0.5 },
    ],
  },
};
const madeUp = (id: string): Result | null =>
  id in MADE_UP ? { scenario: id, command: '', ...MADE_UP[id] } : null;

describe('the charts of results', () => {
  it('are drawn for what has figures, and left out for what has none', () => {
    const charts = chartsOf(madeUp);
    expect(charts.map(({ name }) => name)).toEqual([
      'growth-time',
      'growth-memory',
      'silence',
      'certificates',
      'poison-floods',
      'ablations',
      'world-context',
    ]);
    for (const chart of charts) expect(problemsOf(drawChart(chart))).toEqual([]);
    expect(chartsOf(() => null)).toEqual([]);
    expect(chartsOf((id) => ({ scenario: id, command: '' }))).toEqual([]);
  });

  it('say where coverage was bought with too many wrong answers', () => {
    const bars = chartsOf(madeUp).flatMap((chart) => (chart.kind === 'bars' ? chart.bars : []));
    expect(bars.map(({ name }) => name)).toContain('without dense, more wrong than accepted');
  });
});

describe('what has to be reached', () => {
  const target = (scenario: string, path: string) => {
    const found = TARGETS.find((each) => each.scenario === scenario && each.path === path);
    if (found === undefined) throw new Error(`expected a target for ${scenario}, ${path}`);
    return found;
  };
  const result = (figures: object): Result => ({ scenario: 's', command: '', ...figures });

  it('counts a coverage only within the accepted risk', () => {
    const coverage = target('banking77-staged', 'coverage');
    expect(isMet(coverage, result({ coverage: 0.7, risk_upper90: 0.049 }))).toBe(true);
    expect(isMet(coverage, result({ coverage: 0.9, risk_upper90: 0.051 }))).toBe(false);
    expect(isMet(coverage, result({}))).toBeNull();
  });

  it('takes the last half-year, and the share of silence that was agreed', () => {
    const halves = [{ value: 0.5 }, { value: 0.73 }];
    expect(
      targetValue(target('desk-thunderbird', 'hit_at_3_by_half'), result({ hit_at_3_by_half: halves })),
    ).toBe(0.73);
    const risks = [
      { hidden: 0.4, risk: 0.01 },
      { hidden: 0.6, risk: 0.02 },
    ];
    expect(targetValue(target('silence', 'risk_by_hidden'), result({ risk_by_hidden: risks }))).toBe(0.02);
  });
});

describe('what is committed', () => {
  const charts = chartsOf(committedResult);
  const readme = readFileSync(join(BENCH, 'README.md'), 'utf8');
  const given = { scenarios: SCENARIOS.map(({ id }) => id), resultOf: committedResult, charts };

  it('README.md holds the figures of the committed results: npm run bench:plots', () => {
    expect(fillReadme(readme, given)).toBe(readme);
    for (const name of Object.keys(PARTS)) expect(readme).toContain(`<!-- made:${name} -->`);
  });

  it('the plots are those of the committed results: npm run bench:plots', () => {
    const folder = join(BENCH, 'results', 'plots');
    expect(readdirSync(folder).toSorted()).toEqual(charts.map(({ name }) => `${name}.svg`).toSorted());
    for (const chart of charts) {
      expect(readFileSync(join(folder, `${chart.name}.svg`), 'utf8')).toBe(drawChart(chart));
    }
  });

  it('refuses a part of the page that nobody makes', () => {
    expect(() => fillReadme('<!-- made:nothing --><!-- /made -->', given)).toThrow('found nothing');
  });
});
