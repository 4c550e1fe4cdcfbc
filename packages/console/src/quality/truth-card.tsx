import type { Quality, Share } from '@understudy/contract';
import { ChartFrame } from '../charts/frame.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { MEASURES } from '../figures/measures.ts';
import { Opens } from '../figures/opens.tsx';
import { fewAuditsWords } from '../figures/share-words.ts';
import { useFigures } from '../figures/use-figures.ts';
import { count, percent } from '../ui/format.ts';

const OF_ALL = 'Of all answers so far, whatever days are chosen';
const OF_TOPIC = 'Of the topic’s audits in these days';

/** How much of what it answers alone is truly resolved, beside what silence alone would claim. */
export function TruthCard({ quality, isOfTopic }: { quality: Quality; isOfTopic: boolean }) {
  const { risk, resolution, silence, shares } = quality;
  const confirmed = shares.find(({ measure }) => measure === 'confirmed');
  const rows = [
    ...(resolution ? [['Truly resolved, estimated', resolution.value, resolution.low, resolution.high]] : []),
    ...(risk ? [['Wrong, estimated', risk.wrong, risk.low, risk.high]] : []),
    ['Silence alone', silence.value, silence.low, silence.high],
    ...(confirmed ? [['Confirmed by customers', confirmed.value, confirmed.low, confirmed.high]] : []),
  ] as const;
  return (
    <ChartFrame
      title="Truly resolved"
      says={
        resolution
          ? 'Of what it answers alone, estimated from audits. Beside it the rate of silence, which others print as “resolved”.'
          : 'Silence proves nothing: the estimate appears with the first audited answer that was given alone.'
      }
      definition={
        <>
          <p>
            The estimate weighs your team’s audits, drawn at random, with what customers did afterwards. The
            bar holds the true share with the stated confidence. It is of all answers given alone so far,
            whatever days are chosen; of one topic, of its audits in these days alone.
          </p>
          <p className="mt-2">
            Silence counts whoever did not write again. It takes customers who gave up for satisfied ones, so
            it stands here for comparison only.
          </p>
        </>
      }
      empty={silence.total === 0 ? 'Nothing was answered alone in these days.' : null}
      small={risk && fewAuditsWords(risk.audited)}
      table={{
        columns: [
          { name: 'Share of answers given alone' },
          { name: 'Estimate', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
        ],
        rows,
      }}
    >
      <div className="flex flex-1 flex-col gap-6">
        {resolution && risk && (
          <div>
            <Opens measure="answered-alone" title="Show the conversations that it answered alone">
              <span className="text-3xl font-semibold tracking-tight">{percent(resolution.value)}</span>{' '}
              <span className="text-sm text-muted">
                {percent(resolution.low)} to {percent(resolution.high)}, at {percent(resolution.confidence)}{' '}
                confidence
              </span>
            </Opens>
            <IntervalLine {...resolution} to={1} say={percent} tone="good" />
            <div className="mt-2 text-sm">
              <Opens measure="audited-wrong" title="Show the audited answers of these days that were wrong">
                <span className="font-medium">{percent(risk.wrong)} wrong</span>{' '}
                <span className="text-muted">
                  ({percent(risk.low)} to {percent(risk.high)}; {count(risk.audited)} audited of{' '}
                  {count(risk.answers)})
                </span>
              </Opens>
            </div>
            <p className="text-xs text-muted">{isOfTopic ? OF_TOPIC : OF_ALL}</p>
          </div>
        )}
        <Plain name="Silence alone" share={silence} note="no proof of anything" />
        {confirmed && <Plain name="Confirmed by customers" share={confirmed} note="they said so" />}
      </div>
    </ChartFrame>
  );
}

function Plain({ name, share, note }: { name: string; share: Share; note: string }) {
  const { open } = useFigures();
  const { measure, value, low, high } = share;
  if (value === null || low === null || high === null) return null;
  return (
    <button
      type="button"
      onClick={() => open(measure)}
      title={MEASURES[measure].means}
      className="figures -mx-1.5 block rounded-lg px-1.5 py-1 text-left hover:bg-hover"
    >
      <span className="flex items-baseline gap-2 text-sm">
        <span className="min-w-0 flex-1">
          {name}, <span className="text-muted">{note}</span>
        </span>
        <span className="font-medium">{percent(value)}</span>
      </span>
      <IntervalLine value={value} low={low} high={high} to={1} say={percent} tone="muted" />
    </button>
  );
}
