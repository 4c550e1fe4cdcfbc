import type { TopicFigures } from '@understudy/contract';
import { type KeyboardEvent, useId } from 'react';
import { percent } from '../ui/format.ts';
import { shareOf } from './listing.ts';
import type { Placed } from './place-bubbles.ts';
import { RISK, type RiskClass, riskClass, type Shows } from './words.ts';

interface BubbleProps {
  readonly bubble: Placed;
  readonly topic: TopicFigures;
  readonly shows: Shows;
  readonly max_error: number;
  readonly label: string;
  /** Its name stands in it: the figure makes room. */
  readonly isNamed: boolean;
  /** The one that the Tab key reaches. */
  readonly isStop: boolean;
  readonly onAt: () => void;
  readonly onOpen: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** From so many px on there is room for words within. */
const ROOM_FOR_WORDS = 19;

export function Bubble({
  bubble,
  topic,
  shows,
  max_error,
  label,
  isNamed,
  isStop,
  onAt,
  onOpen,
  onKeyDown,
}: BubbleProps) {
  const { x, y, r } = bubble;
  const share = shareOf(topic, 'answered-alone')?.value ?? null;
  const risk = riskClass(topic.risk, max_error);
  const words = shows === 'wrong' ? RISK[risk].sign : share === null ? '' : percent(share);
  return (
    <g
      role="link"
      aria-label={label}
      tabIndex={isStop ? 0 : -1}
      data-topic={topic.id}
      transform={`translate(${x} ${y})`}
      className="group cursor-pointer outline-none"
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onPointerEnter={onAt}
      onFocus={onAt}
    >
      {shows === 'wrong' ? <RiskDisc risk={risk} r={r} /> : <LevelDisc share={share ?? 0} r={r} />}
      <circle
        r={r + 3}
        className="fill-none stroke-accent opacity-0 group-hover:opacity-60 group-focus-visible:opacity-100"
        strokeWidth={2}
      />
      {(r >= ROOM_FOR_WORDS || shows === 'wrong') && (
        <text
          aria-hidden
          y={isNamed ? -5 : 0}
          textAnchor="middle"
          dominantBaseline="central"
          className="figures fill-ink font-semibold"
          fontSize={Math.min(15, Math.max(9, r / 1.9))}
        >
          {words}
        </text>
      )}
    </g>
  );
}

/** Filled from below by the share. */
export function LevelDisc({ share, r }: { share: number; r: number }) {
  const id = useId();
  const top = r - 2 * r * share;
  return (
    <>
      <clipPath id={id}>
        <circle r={r} />
      </clipPath>
      <circle r={r} className="fill-surface" />
      <rect
        x={-r}
        y={top}
        width={2 * r}
        height={Math.max(0, r - top)}
        clipPath={`url(#${id})`}
        className="fill-accent opacity-35"
      />
      <circle r={r} className="fill-none stroke-accent" strokeWidth={1.25} />
    </>
  );
}

const DISC: Readonly<Record<RiskClass, { readonly look: string; readonly dashes?: string }>> = {
  below: { look: 'fill-good-soft stroke-good' },
  open: { look: 'fill-warn-soft stroke-warn', dashes: '5 3' },
  above: { look: 'fill-bad-soft stroke-bad' },
  none: { look: 'fill-surface stroke-faint', dashes: '1 3' },
};

/** Dashed where it cannot be told, a heavy line where it is too much. */
export function RiskDisc({ risk, r }: { risk: RiskClass; r: number }) {
  const { look, dashes } = DISC[risk];
  return <circle r={r} className={look} strokeDasharray={dashes} strokeWidth={risk === 'above' ? 3 : 1.5} />;
}
