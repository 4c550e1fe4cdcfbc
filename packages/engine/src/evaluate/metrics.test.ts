import { describe, expect, it } from 'vitest';
import golden from '../__golden__/statistics.json' with { type: 'json' };
import { SeededRandom } from '../math/seeded-random.ts';
import * as metrics from './metrics.ts';

const { metrics: numpy } = golden;
const answers = numpy.confidences.map((confidence, index) => ({
  confidence,
  correct: numpy.labels[index] === 1,
}));
const cases = answers.map(({ confidence, correct }) => ({ score: confidence, positive: correct }));
const answer = (confidence: number, correct: boolean) => ({ confidence, correct });

describe('against NumPy and SciPy', () => {
  it('area under risk-coverage, and its excess over the oracle', () => {
    const found = metrics.areaUnderRiskCoverage(answers);
    expect(found?.aurc).toBeCloseTo(numpy.aurc, 12);
    expect(found?.eaurc).toBeCloseTo(numpy.eaurc, 12);
  });

  it('calibration error, Brier with its parts, log-loss', () => {
    expect(metrics.expectedCalibrationError(answers)).toBeCloseTo(numpy.ece, 12);
    const parts = metrics.brierDecomposition(answers);
    expect(parts?.brier).toBeCloseTo(numpy.brier, 12);
    expect(parts?.reliability).toBeCloseTo(numpy.reliability, 12);
    expect(parts?.resolution).toBeCloseTo(numpy.resolution, 12);
    expect(metrics.logLoss(answers)).toBeCloseTo(numpy.log_loss, 12);
  });

  it('AUROC', () => expect(metrics.areaUnderRoc(cases)).toBeCloseTo(numpy.auroc, 12));

  it.each(numpy.quantiles)('quantile %d', (share, expected) => {
    expect(metrics.quantile(numpy.confidences, share)).toBeCloseTo(expected, 12);
  });
});

describe('risk and coverage', () => {
  it('worked by hand: right, wrong, right', () => {
    const three = [answer(0.9, true), answer(0.8, false), answer(0.7, true)];
    expect(metrics.areaUnderRiskCoverage(three)?.aurc).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3, 14);
    expect(metrics.areaUnderRiskCoverage(three)?.eaurc).toBeCloseTo((1 / 2 + 1 / 3) / 3 - 1 / 9, 14);
    expect(metrics.riskCoverageCurve(three)).toEqual([
      { coverage: 1 / 3, risk: 0, threshold: 0.9 },
      { coverage: 2 / 3, risk: 1 / 2, threshold: 0.8 },
      { coverage: 1, risk: 1 / 3, threshold: 0.7 },
    ]);
  });

  it('ties have no order: the input may be turned around, and a tie stands at its share of errors', () => {
    const tied = [answer(0.5, true), answer(0.5, false), answer(0.5, false), answer(0.9, true)];
    expect(metrics.areaUnderRiskCoverage(tied)).toEqual(metrics.areaUnderRiskCoverage(tied.toReversed()));
    const flat = [answer(0.5, true), answer(0.5, false)];
    expect(metrics.areaUnderRiskCoverage(flat)?.aurc).toBe(0.5);
  });

  it('the curve has at most the points asked for, rises in coverage, and ends at the overall risk', () => {
    const curve = metrics.riskCoverageCurve(answers, 20);
    expect(curve.length).toBeLessThanOrEqual(20);
    expect(curve.map((point) => point.coverage)).toEqual(
      curve.map((point) => point.coverage).toSorted((a, b) => a - b),
    );
    expect(curve.at(-1)?.risk).toBeCloseTo(1 - numpy.labels.reduce((sum, label) => sum + label, 0) / 620, 12);
  });
});

describe('calibration', () => {
  const honest = (size: number, distort: (p: number) => number) => {
    const random = new SeededRandom('honest');
    return Array.from({ length: size }, () => {
      const truth = random.next();
      return answer(distort(truth), random.next() < truth);
    });
  };

  it('bins hold equal mass, never more than 15 and never fewer than 50 each, and lose nobody', () => {
    const bins = metrics.reliabilityBins(answers);
    expect(bins.length).toBe(12);
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(620);
    expect(Math.max(...bins.map((bin) => bin.n)) - Math.min(...bins.map((bin) => bin.n))).toBeLessThanOrEqual(
      1,
    );
    expect(metrics.reliabilityBins(honest(5000, (p) => p)).length).toBe(15);
    expect(metrics.reliabilityBins(answers.slice(0, 7)).length).toBe(1);
  });

  it('the debiased error is near zero for honest confidences, and finds the bias of boastful ones', () => {
    const truth = metrics.calibrationError(
      honest(1000, (p) => p),
      { seed: 1 },
    );
    expect(truth?.ece).toBeGreaterThan(0.015);
    expect(truth?.debiased).toBeLessThan(0.015);
    const boast = metrics.calibrationError(
      honest(1000, (p) => Math.min(1, p + 0.15)),
      { seed: 1 },
    );
    expect(boast?.debiased).toBeGreaterThan(0.1);
    expect(boast?.low).toBeLessThan(boast?.ece ?? 0);
    expect(boast?.high).toBeGreaterThan(boast?.ece ?? 1);
  });

  it('the interval depends on the seed alone', () => {
    const once = metrics.calibrationError(answers, { seed: 5 });
    expect(metrics.calibrationError(answers, { seed: 5 })).toEqual(once);
    expect(metrics.calibrationError(answers, { seed: 6 })).not.toEqual(once);
  });

  it('Brier is the sum of its parts, and nothing is within where confidences come in few values', () => {
    const parts = metrics.brierDecomposition(
      Array.from({ length: 100 }, (_, index) =>
        answer(index < 50 ? 0.2 : 0.8, index % 4 === 0 || index > 70),
      ),
    );
    expect(parts?.within).toBeCloseTo(0, 14);
  });

  it('certain and wrong costs much, but not everything', () => {
    expect(metrics.logLoss([answer(1, false)])).toBeCloseTo(-Math.log(1e-15), 1);
  });
});

describe('ranking', () => {
  it('AUROC equals counting pairs, ties one half', () => {
    const random = new SeededRandom('pairs');
    const tied = Array.from({ length: 200 }, () => ({
      score: random.integer(10),
      positive: random.next() < 0.4,
    }));
    let wins = 0;
    let pairs = 0;
    for (const { score } of tied.filter((item) => item.positive)) {
      for (const other of tied.filter((item) => !item.positive)) {
        pairs += 1;
        wins += score > other.score ? 1 : score === other.score ? 0.5 : 0;
      }
    }
    expect(metrics.areaUnderRoc(tied)).toBeCloseTo(wins / pairs, 12);
  });

  it('FPR keeps at least the recall asked for', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => ({ score: index, positive: true }));
    const negatives = [0, 0.5, 1, 5].map((score) => ({ score, positive: false }));
    expect(metrics.falsePositiveRateAtRecall([...twenty, ...negatives])).toBe(0.5);
    expect(metrics.falsePositiveRateAtRecall([...twenty, ...negatives], 1)).toBe(1);
  });

  it('hit@k', () => {
    const right = new Set(['b', 'z']);
    const queries = [
      { ranked: ['a', 'b', 'c'], right },
      { ranked: ['a', 'c'], right },
    ];
    expect([1, 2].map((k) => metrics.hitAtK(queries, k))).toEqual([0, 0.5]);
  });
});

describe('absorption', () => {
  const stream = (issue: string, kinds: string) =>
    Array.from(kinds, (letter) => ({
      issue,
      kind:
        letter === 's'
          ? ('seen' as const)
          : letter === 'h'
            ? ('human-resolution' as const)
            : ('right-answer' as const),
    }));

  it('counts human resolutions up to the first right answer, per issue', () => {
    const events = [...stream('a', 'shshsrsh'), ...stream('b', 'srsss'), ...stream('c', 'shshshsr')];
    expect(metrics.measureAbsorption(events, 3)).toEqual({ median: 2, p90: 2.8, never: 0, issues: 3 });
  });

  it('an issue never absorbed counts as infinitely dear, and one hardly seen not at all', () => {
    const events = [
      ...stream('a', 'shshsr'),
      ...stream('b', 'shshsh'),
      ...stream('c', 'shshshsr'),
      ...stream('d', 'sr'),
    ];
    expect(metrics.measureAbsorption(events, 3)).toEqual({ median: 3, p90: null, never: 1, issues: 3 });
  });
});

it('nothing seen, nothing claimed', () => {
  expect(metrics.areaUnderRiskCoverage([])).toBeNull();
  expect(metrics.expectedCalibrationError([])).toBeNull();
  expect(metrics.calibrationError([], { seed: 1 })).toBeNull();
  expect(metrics.brierDecomposition([])).toBeNull();
  expect(metrics.areaUnderRoc([{ score: 1, positive: true }])).toBeNull();
  expect(metrics.falsePositiveRateAtRecall([])).toBeNull();
  expect(metrics.hitAtK([], 1)).toBeNull();
  expect(metrics.quantile([], 0.5)).toBeNull();
  expect(metrics.measureAbsorption([])).toEqual({ median: null, p90: null, never: 0, issues: 0 });
});
