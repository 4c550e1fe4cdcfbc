import type { Measure, Quality, Share } from '@understudy/contract';
import { Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/frame.tsx';
import { Meanings } from '../figures/meanings.tsx';
import { nameOf } from '../figures/measures.ts';
import { changeWords, isSmall, openDaysOf } from '../figures/share-words.ts';
import { useFigures } from '../figures/use-figures.ts';
import { count, percent } from '../ui/format.ts';
import { type FlowPart, flowOf, type Look } from './flow.ts';

const LOOKS: Record<Look, string> = {
  plain: 'bg-sunken',
  alone: 'bg-accent-soft',
  people: 'bg-hover',
  sure: 'bg-good-soft border-l-3 border-good',
  silent:
    'border-l-3 border-dashed border-good bg-[repeating-linear-gradient(135deg,var(--good-soft)_0_6px,var(--surface)_6px_12px)]',
  open: 'bg-sunken',
  draft: 'bg-accent-soft',
};
/** Where a part is narrow, what sets it apart; its name says the rest. */
const SHORT: Partial<Record<Measure, string>> = { 'assisted-as-is': 'Draft', 'assisted-edited': 'Edited' };
/** Answers given alone by how they ended, in the order of how sure that is. */
const TIERS = ['confirmed', 'assumed', 'undecided', 'durable', 'reopened', 'came-again'] as const;
const TONES = {
  confirmed: 'good',
  assumed: 'faint',
  undecided: 'faint',
  durable: 'good',
  reopened: 'warn',
  'came-again': 'warn',
} as const;

/** What became of all conversations, as parts of parts; each opens its conversations. */
export function OutcomesCard({
  quality,
  before,
  className,
}: {
  quality: Quality;
  before: Quality | undefined;
  className: string;
}) {
  const { open, today } = useFigures();
  const tiers = TIERS.flatMap((tier) => quality.shares.find(({ measure }) => measure === tier) ?? []);
  const rows = flowOf(quality.counts);
  const alone = quality.shares.find(({ measure }) => measure === 'answered-alone');
  return (
    <ChartFrame
      title="What became of conversations"
      says={
        alone?.value == null
          ? 'Nothing was counted in these days.'
          : `${count(alone.count)} of ${count(alone.total)} answered alone. Below, how those ended, each tier for itself.`
      }
      unit="share of the level above"
      className={className}
      definition={<Meanings measures={TIERS} />}
      empty={rows.length === 0 ? 'No conversations in these days.' : null}
      small={alone && isSmall(alone) ? 'Fewer than 30 conversations: read the intervals.' : null}
      table={{
        columns: [
          { name: 'Outcome' },
          { name: 'Conversations', say: count },
          { name: 'Of', say: count },
          { name: 'Share', say: percent },
          { name: 'From', say: percent },
          { name: 'To', say: percent },
          ...(before ? [{ name: 'Days before', say: percent }] : []),
        ],
        rows: quality.shares.map((each) => [
          nameOf(each.measure),
          each.count,
          each.total,
          each.value,
          each.low,
          each.high,
          ...(before ? [sameOf(each, before)?.value ?? null] : []),
        ]),
      }}
    >
      <div className="flex flex-col gap-1 max-sm:hidden">
        {rows.map((parts, row) => (
          <div key={row} className="relative h-11">
            {parts.map((part) => (
              <Part key={part.measure} part={part} onOpen={() => open(part.measure)} />
            ))}
          </div>
        ))}
      </div>
      <div className="mt-3">
        <Bars
          top={1}
          bars={tiers.map((share) => ({
            id: share.measure,
            name: nameOf(share.measure),
            value: share.value ?? 0,
            text: share.value === null ? '–' : percent(share.value),
            note: noteOf(share, before, openDaysOf(share.measure, quality.range, today)),
            tone: TONES[share.measure as (typeof TIERS)[number]],
            low: share.low,
            high: share.high,
            onOpen: () => open(share.measure),
          }))}
        />
      </div>
    </ChartFrame>
  );
}

const sameOf = ({ measure, of }: Share, { shares }: Quality): Share | undefined =>
  shares.find((share) => share.measure === measure && share.of === of);

function noteOf(share: Share, before: Quality | undefined, openDays: number): string {
  const earlier = before && sameOf(share, before);
  return earlier ? changeWords(share, earlier, openDays) : `${count(share.count)} of ${count(share.total)}`;
}

function Part({ part, onOpen }: { part: FlowPart; onOpen: () => void }) {
  const { measure, count: counted, start, width, look } = part;
  const text = `${nameOf(measure)}: ${count(counted)}`;
  const hasWords = width > 0.07;
  return (
    <button
      type="button"
      onClick={onOpen}
      title={text}
      aria-label={hasWords ? undefined : text}
      className={`figures absolute inset-y-0 overflow-hidden rounded-md px-1.5 text-left text-xs leading-4 whitespace-nowrap text-ink hover:brightness-95 ${LOOKS[look]}`}
      style={{ left: `${start * 100}%`, width: `max(4px, calc(${width * 100}% - 2px))` }}
    >
      {hasWords && (
        <>
          <span className="block truncate">{SHORT[measure] ?? nameOf(measure)}</span>
          <span className="block font-medium">{count(counted)}</span>
        </>
      )}
    </button>
  );
}
