import type { Share } from '@understudy/contract';
import { Definition } from '../charts/definition.tsx';
import { IntervalLine } from '../charts/interval.tsx';
import { count, percent } from '../ui/format.ts';
import { MEASURES, nameOf } from './measures.ts';
import { changeWords, isSmall, openDaysOf, shareWords } from './share-words.ts';
import { useFigures } from './use-figures.ts';

interface ShareFigureProps {
  readonly share: Share;
  /** The same share of the days before. */
  readonly before?: Share | undefined;
  readonly topic_id?: string;
  /** Without a line for its interval. */
  readonly plain?: boolean;
}

/** A share with its interval and what it was counted from; it opens the conversations behind it. */
export function ShareFigure({ share, before, topic_id, plain = false }: ShareFigureProps) {
  const { open, range, today } = useFigures();
  const { name, means } = MEASURES[share.measure];
  const { value, low, high } = share;
  return (
    <div className="min-w-0">
      <p className="flex items-center gap-1 text-xs text-muted">
        <span className="truncate">{name}</span>
        <Definition of={name}>
          {means} Counted as a share of: {nameOf(share.of).toLowerCase()}.
        </Definition>
      </p>
      <button
        type="button"
        onClick={() => open(share.measure, topic_id === undefined ? undefined : { topic: topic_id })}
        title={`${shareWords(share)}. Show the conversations`}
        className="figures -mx-1.5 rounded-lg px-1.5 text-left hover:bg-hover"
      >
        <span className="sr-only">{name}: </span>
        <span className="text-2xl font-semibold tracking-tight">{value === null ? '–' : percent(value)}</span>
        <span className="ml-2 text-xs text-muted">
          {count(share.count)} of {count(share.total)}
        </span>
      </button>
      {value !== null && low !== null && high !== null && !plain && (
        <IntervalLine value={value} low={low} high={high} to={1} say={percent} />
      )}
      {isSmall(share) && (
        <p className="text-xs text-warn">Too few to tell: read the interval, not the figure.</p>
      )}
      {before && (
        <p className="text-xs text-muted">
          {changeWords(share, before, openDaysOf(share.measure, range, today))}
        </p>
      )}
    </div>
  );
}
