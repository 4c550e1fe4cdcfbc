import type { Quality } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { XyChart } from '../charts/xy-chart.tsx';
import { count, percent, plural } from '../ui/format.ts';

const FEW_LABELS = 100;

/** Both charts are of the same answers. */
function fewLabelsWords({ bins }: Pick<Quality['reliability'], 'bins'>): string | null {
  const answers = bins.reduce((sum, bin) => sum + bin.answers, 0);
  return answers > 0 && answers < FEW_LABELS
    ? `From only ${plural(answers, 'answer')} with a label: nothing here is sure yet.`
    : null;
}

/** Does confidence keep its word? Predicted against seen, on the diagonal where it does. */
export function ReliabilityCard({ reliability: { ece, bins } }: Pick<Quality, 'reliability'>) {
  return (
    <ChartFrame
      title="Does confidence keep its word?"
      unit="share right"
      says={
        ece === null
          ? 'It takes audited answers to tell.'
          : `On average it is off by ${(ece * 100).toFixed(1)} points. On the dashed line, 80 % confident is right 80 % of the time.`
      }
      definition="Answers with a label, grouped by the confidence that they were given. Each dot is a group: its mean confidence against how many were right, with a 90 % interval. The expected calibration error (ECE) is the mean distance from the line, weighed by answers."
      empty={bins.length === 0 ? 'It appears with the first audited answers.' : null}
      small={fewLabelsWords({ bins })}
      table={{
        columns: [
          { name: 'Confidence' },
          { name: 'Mean confidence', say: percent },
          { name: 'Right', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
          { name: 'Answers', say: count },
        ],
        rows: bins.map((bin) => [
          `${percent(bin.from)} to ${percent(bin.to)}`,
          bin.predicted,
          bin.right,
          bin.low,
          bin.high,
          bin.answers,
        ]),
      }}
    >
      <XyChart
        label={`Reliability: expected calibration error ${ece === null ? 'not known' : percent(ece)}`}
        xName="confidence"
        diagonal
        top={1}
        points={bins.map((bin) => ({
          x: bin.predicted,
          y: bin.right,
          low: bin.low,
          high: bin.high,
          text: `${percent(bin.predicted)} confident, ${percent(bin.right)} right (${percent(bin.low)} to ${percent(bin.high)}), ${plural(bin.answers, 'answer')}`,
        }))}
      />
    </ChartFrame>
  );
}

interface RiskCoverageProps {
  readonly quality: Pick<Quality, 'reliability' | 'risk_coverage'>;
  /** Accepted share wrong; null where nothing is certified. */
  readonly accepted: number | null;
}

/** How wrong it would be if it answered more. */
export function RiskCoverageCard({ quality, accepted }: RiskCoverageProps) {
  const curve = quality.risk_coverage;
  const within = curve.findLast(({ risk }) => accepted !== null && risk <= accepted);
  const highest = Math.max(0.02, ...curve.map(({ risk }) => risk));
  return (
    <ChartFrame
      title="What if it answered more?"
      unit="share wrong"
      says={
        within && accepted !== null
          ? `Within the ${percent(accepted)} that you accept, it could answer the surest ${percent(within.coverage)}.`
          : 'The surest answers first: how wrong it gets the more it answers.'
      }
      definition="The risk–coverage curve over answers with a label, the most confident first. A point says: had it answered this share of them, so many would have been wrong. It is measured on what is labelled; certificates, not this curve, decide what goes out."
      empty={curve.length === 0 ? 'It appears with the first audited answers.' : null}
      small={fewLabelsWords(quality.reliability)}
      table={{
        columns: [
          { name: 'Answered', say: percent },
          { name: 'Wrong', say: percent },
          { name: 'From confidence', say: percent },
        ],
        rows: curve.map(({ coverage, risk, threshold }) => [coverage, risk, threshold]),
      }}
    >
      <XyChart
        label="Risk by coverage"
        xName="answered alone, of what has a label"
        line
        top={[0.04, 0.08, 0.12, 0.2, 0.4, 0.6, 0.8].find((top) => highest <= top) ?? 1}
        {...(accepted !== null && { limit: { at: accepted, name: `accepted ${percent(accepted)}` } })}
        points={curve.map(({ coverage, risk, threshold }) => ({
          x: coverage,
          y: risk,
          text: `Answering the surest ${percent(coverage)} (from ${percent(threshold)} confidence): ${percent(risk)} wrong`,
        }))}
      />
    </ChartFrame>
  );
}
