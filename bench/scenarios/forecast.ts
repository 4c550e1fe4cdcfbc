/**
 * Forecasts of how much will be answered alone, against what came: at every week of replayed learning curves, for up to
 * eight weeks ahead.
 *
 * A forecast sees the weeks before it only. `inside`: the share of later weeks within its 80 % interval. Beside it, from
 * the same weeks: the last week goes on, with the noise of counting as its interval; and a straight line through the last
 * eight weeks, with the interval of least squares. The model of the forecast was chosen on other seeds (101 and above).
 */
import {
  type CoverageForecast,
  type CoverageWeek,
  FORECAST_WEEKS,
  forecastCoverage,
  LEAST_WEEKS,
  usableWeeks,
} from '../../packages/engine/src/watch/forecast.ts';
import { type CurveSource, readCurves } from '../data/weekly-curves.ts';
import type { Scenario } from '../scenario.ts';
import { versions } from '../versions.ts';

const SEEDS = 3;
const TICKETS_PER_DAY = 20;
const SOURCES: readonly CurveSource[] = [
  { name: 'banking77', share: 0.3, issues_at_start: [20, 40, 60] },
  { name: 'clinc150', share: 0.18, issues_at_start: [40, 80, 120] },
];
const Z_80 = 1.2815515655446004;
const TREND_WEEKS = 8;

type Forecaster = (weeks: readonly CoverageWeek[]) => readonly CoverageForecast[];
const WAYS: Readonly<Record<string, Forecaster>> = {
  own: (weeks) => forecastCoverage(weeks),
  last_value: lastValue,
  linear_trend: linearTrend,
};

interface Sum {
  forecasts: number;
  inside: number;
  width: number;
  off_by: number;
}
const none = (): Sum => ({ forecasts: 0, inside: 0, width: 0, off_by: 0 });

export const forecast: Scenario = {
  id: 'forecast',
  about: 'how often later weeks lie within the 80 % interval of the forecast, on replayed learning curves',
  run: async (options) => {
    const seeds = options.seeds ?? SEEDS;
    const curves: { readonly name: string; readonly weeks: readonly CoverageWeek[] }[] = [];
    for (const source of SOURCES) {
      const curveOf = await readCurves(source, TICKETS_PER_DAY, options);
      for (let seed = 1; seed <= seeds; seed++)
        curves.push({ name: `${source.name} ${seed}`, weeks: (await curveOf(seed)).slice(0, options.limit) });
    }
    const own = judge('own', curves);
    return {
      scenario: 'forecast',
      seeds,
      curves: curves.length,
      ...own.all,
      inside_off_nominal: Math.abs(own.all.inside - 0.8),
      by_horizon: own.by_horizon,
      by_curve: curves.map((curve) => ({ curve: curve.name, ...judge('own', [curve]).all })),
      baselines: Object.fromEntries(
        ['last_value', 'linear_trend'].map((name) => [name, judge(name, curves).all]),
      ),
      weeks: curves.map(({ name, weeks }) => ({
        curve: name,
        alone: weeks.map(({ alone }) => alone).join(' '),
      })),
      config: { tickets_per_day: TICKETS_PER_DAY, sources: SOURCES, level: 0.8, horizon: FORECAST_WEEKS },
      versions: versions(),
      command: options.command,
    };
  },
};

function judge(way: string, curves: readonly { readonly weeks: readonly CoverageWeek[] }[]) {
  const all = none();
  const horizons = Array.from({ length: FORECAST_WEEKS }, none);
  for (const { weeks } of curves) {
    for (let cut = 1; cut < weeks.length; cut++) {
      const seen = usableWeeks(weeks.slice(0, cut));
      if (seen.length < LEAST_WEEKS) continue;
      for (const [step, { value, low, high }] of WAYS[way](weeks.slice(0, cut)).entries()) {
        const later = weeks[cut + step];
        if (later === undefined) continue;
        const share = later.alone / later.total;
        for (const sum of [all, horizons[step]]) {
          sum.forecasts += 1;
          sum.inside += Number(low <= share && share <= high);
          sum.width += high - low;
          sum.off_by += Math.abs(value - share);
        }
      }
    }
  }
  return {
    all: meanOf(all),
    by_horizon: horizons.map((sum, step) => ({ weeks_ahead: step + 1, ...meanOf(sum) })),
  };
}

function meanOf({ forecasts, inside, width, off_by }: Sum) {
  const of = (sum: number) => sum / Math.max(1, forecasts);
  return { forecasts, inside: of(inside), width: of(width), off_by: of(off_by) };
}

function lastValue(weeks: readonly CoverageWeek[]): CoverageForecast[] {
  const { alone, total } = usableWeeks(weeks).at(-1) as CoverageWeek;
  const value = alone / total;
  const margin = Z_80 * Math.sqrt((value * (1 - value)) / total);
  return Array.from({ length: FORECAST_WEEKS }, () => ({ value, low: value - margin, high: value + margin }));
}

function linearTrend(weeks: readonly CoverageWeek[]): CoverageForecast[] {
  const shares = usableWeeks(weeks)
    .slice(-TREND_WEEKS)
    .map(({ alone, total }) => alone / total);
  const count = shares.length;
  const middle = (count - 1) / 2;
  const mean = shares.reduce((sum, share) => sum + share, 0) / count;
  const spread = shares.reduce((sum, _, place) => sum + (place - middle) ** 2, 0);
  const slope = shares.reduce((sum, share, place) => sum + (place - middle) * share, 0) / spread;
  const lineAt = (place: number) => mean + slope * (place - middle);
  const rest = shares.reduce((sum, share, place) => sum + (share - lineAt(place)) ** 2, 0);
  const variance = rest / Math.max(1, count - 2);
  return Array.from({ length: FORECAST_WEEKS }, (_, step) => {
    const place = count + step;
    const margin = Z_80 * Math.sqrt(variance * (1 + 1 / count + (place - middle) ** 2 / spread));
    return { value: lineAt(place), low: lineAt(place) - margin, high: lineAt(place) + margin };
  });
}
