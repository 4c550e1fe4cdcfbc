import type { HandOffReason, Quality } from '@understudy/contract';
import { Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/frame.tsx';
import { Meanings } from '../figures/meanings.tsx';
import { nameOf } from '../figures/measures.ts';
import { isSmall } from '../figures/share-words.ts';
import { useFigures } from '../figures/use-figures.ts';
import { count, percent } from '../ui/format.ts';

const REASONS: readonly HandOffReason[] = [
  'unknown',
  'unsure',
  'not-certified',
  'high-stakes',
  'asked-for-person',
  'dissatisfied',
  'held',
];

/** Why conversations come to people: what teaching would change, and what should stay so. */
export function HandOffsCard({ quality, before }: { quality: Quality; before: Quality | undefined }) {
  const { open } = useFigures();
  const total = quality.counts['handed-off'] ?? 0;
  const reasons = REASONS.map((reason) => {
    const measure = `handed-off:${reason}` as const;
    return { measure, count: quality.counts[measure] ?? 0, earlier: before?.counts[measure] };
  }).toSorted((a, b) => b.count - a.count);
  const [first] = reasons;
  return (
    <ChartFrame
      title="Handed to people, by reason"
      unit="conversations"
      says={
        first && first.count > 0
          ? `Most often: ${nameOf(first.measure).toLowerCase()}, ${percent(first.count / Math.max(1, total))} of ${count(total)}.`
          : 'Nothing was handed to people in these days.'
      }
      definition={<Meanings measures={reasons.map(({ measure }) => measure)} />}
      empty={total === 0 ? 'Nothing was handed to people in these days.' : null}
      small={isSmall({ total }) ? 'Fewer than 30 conversations: the order may be chance.' : null}
      table={{
        columns: [
          { name: 'Reason' },
          { name: 'Conversations', say: count },
          { name: 'Share', say: percent },
          ...(before ? [{ name: 'Days before', say: count }] : []),
        ],
        rows: reasons.map(({ measure, count: counted, earlier }) => [
          nameOf(measure),
          counted,
          total === 0 ? null : counted / total,
          ...(before ? [earlier ?? 0] : []),
        ]),
      }}
    >
      <Bars
        bars={reasons.map(({ measure, count: counted, earlier }) => ({
          id: measure,
          name: nameOf(measure),
          value: counted,
          text: count(counted),
          note: earlier === undefined ? percent(counted / Math.max(1, total)) : `${count(earlier)} before`,
          onOpen: () => open(measure),
        }))}
      />
    </ChartFrame>
  );
}
